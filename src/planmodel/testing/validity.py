"""An assertion for the test suites of people who keep plan files."""

from __future__ import annotations

from collections.abc import Iterable

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.check.catalogue import known_rules, plugin_faults
from planmodel.check.choice import chosen_rules, rules_named
from planmodel.check.report import counted_findings
from planmodel.check.run import check
from planmodel.diagnostics import Severity, at_least
from planmodel.exchange.opening import read_with_problems
from planmodel.exchange.plan_files import find_plan_files
from planmodel.limits import refusal
from planmodel.listing import some
from planmodel.model.vocabulary import Vocabulary, vocabulary_named
from planmodel.plugins import chosen_plugins
from planmodel.settings import Settings
from planmodel.words import say, worded

__all__ = ["assert_valid_plans"]

_SHOWN = 20


@kinds_checked
def assert_valid_plans(
    paths: AnyPath | Iterable[AnyPath],
    *,
    fail_on: Severity = "error",
    settings: Settings | None = None,
    vocabulary: Vocabulary | None = None,
) -> None:
    """Fail unless every plan file can be read and has no finding as grave as ``fail_on``.

    Parameters:
        paths: a pattern such as ``plans/**/*.yaml``, a folder, or several paths.
        fail_on: ``error``, ``warning`` or ``info``.
        settings: which rules run, how grave they are and what else ``planmodel check`` would take from them, such as
            ``planmodel.settings.read_settings()``.
        vocabulary: the kinds that the files may hold; left out, those of the settings, else the shipped ones and those
            of installed packages.

    Raises:
        AssertionError: a file cannot be read, or a finding is so grave; the message has each with its place.
        PlanFileError: there is no plan file at one of ``paths``, or there are no paths.
        ModelError: the settings name no rule, ``fail_on`` is no severity.

    Example:
        >>> assert_valid_plans("examples/counties/*.yaml")
    """
    from_settings = settings if settings is not None else Settings()
    with from_settings.limits, chosen_plugins(from_settings.plugins):
        _assert_valid(paths, fail_on, from_settings, vocabulary)


def _assert_valid(
    paths: AnyPath | Iterable[AnyPath], fail_on: Severity, from_settings: Settings, vocabulary: Vocabulary | None
) -> None:
    if vocabulary is None and from_settings.vocabulary is not None:
        vocabulary = vocabulary_named(from_settings.vocabulary, from_settings.folder)
    own = [rule for name in from_settings.rules for rule in rules_named(name, from_settings.folder)]
    rules = chosen_rules((*known_rules(), *own), from_settings.select, from_settings.ignore, from_settings.severities)
    files = find_plan_files(paths)
    if not files:
        raise refusal(None, say("plan_files.no_paths"), say("plan_files.pattern"))
    grave = [one for one in plugin_faults() if at_least(one.severity, fail_on)]
    for file in files:
        plan, problems = read_with_problems(file, vocabulary=vocabulary)
        known = {(problem.code, problem.place) for problem in problems}
        findings = check(plan, rules=rules).findings if plan is not None else ()
        grave += problems
        grave += [one for one in findings if at_least(one.severity, fail_on) and (one.code, one.place) not in known]
    if grave:
        spoken = from_settings.language or "en"
        head = say("testing.grave", n=len(files), counts=counted_findings(grave)).in_language(spoken)
        listed = some([one.one_line(spoken) for one in grave], _SHOWN)
        raise AssertionError("\n".join([head, *(worded(one, spoken) for one in listed)]))
