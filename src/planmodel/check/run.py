"""Running rules over a plan."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial

from planmodel.arguments import kinds_checked
from planmodel.check.catalogue import known_rules, plugin_faults
from planmodel.check.choice import chosen_rules
from planmodel.check.report import Report
from planmodel.check.rule import Found, Rule, begins
from planmodel.check.scope import Scope
from planmodel.check.texts import Texts
from planmodel.collector import collector_paused
from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.errors import ModelError
from planmodel.failures import check_language
from planmodel.faults import InternalFault, attempt
from planmodel.model.plan import Plan
from planmodel.plugins import PluginError, by_plugin
from planmodel.words import say

__all__ = ["check"]


@kinds_checked
def check(
    plan: Plan,
    *,
    texts: Mapping[str, str] | None = None,
    rules: Iterable[Rule] | None = None,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    severities: Mapping[str, Severity] | None = None,
    language: str = "en",
) -> Report:
    """Return what rules find about a plan.

    Parameters:
        plan: the plan.
        texts: words of documents by their id, in place of the files that their ``text`` names.
        rules: the rules to choose from, such as ``(*RULES, my_rule)``; the shipped ones and those of installed packages
            when left out.
        select: codes of the rules to run, or beginnings of codes: ``PM2``; none means all.
        ignore: codes or beginnings of the rules not to run; the longer beginning counts where both speak.
        severities: how grave findings are, by code or beginning of codes.
        language: in which language findings are worded: ``en`` or ``zh``; each can word itself in the other, too.

    Returns:
        the findings in file order, or in plan order where no file is known, and how much was looked at. Findings that
        an element's own ``ignore`` names are left out and counted (``ignored``). A rule that fails is a finding (PM099)
        about that rule, with the element at which it failed; the other rules go on. Where ``rules`` is left out, what
        keeps an installed package from adding its own is a finding (PM098), too.

    Raises:
        UnknownIdError: ``texts`` has words for a document that the plan has not.
        ModelError: ``select``, ``ignore`` or ``severities`` name no rule, a severity is none, or there are no words in
            that language.

    Example:
        >>> from planmodel.model.kinds import Document, Goal
        >>> plan = Plan(id="p", title="Plan", elements=[
        ...     Document(id="d", name="The plan"),
        ...     Goal(id="g", name="Clean air", sources=[{"document": "d", "quote": "清洁空气"}]),
        ... ])
        >>> [finding.code for finding in check(plan, texts={"d": "清洁 的 空气"}).findings]
        ['PM202', 'PM302']
    """
    check_language(language)
    known, packages = known_rules(), plugin_faults() if rules is None else ()
    available = tuple(rules) if rules is not None else known
    rules = chosen_rules(available, select, ignore, severities)
    scope = Scope(plan, Texts(plan, texts), codes=[rule.code for rule in (*known, *available)])
    with collector_paused(elements=len(plan.elements)):
        found: list[tuple[Rule, Found]] = []
        faults: list[Diagnostic] = []
        ids = {element.id for element in plan.elements}
        for rule in rules:
            faults += _fault_in(rule, partial(_look, rule, scope, found), ids)
        said = [(rule, one) for rule, one in found if not _is_ignored(plan, rule, one)]
        findings = (*_diagnostics(plan, said), *faults, *packages)
    counts = {"rules": len(rules), "elements": len(plan.elements), **scope.counts}
    if len(said) < len(found):
        counts["ignored"] = len(found) - len(said)
    codes = tuple(rule.code for rule in rules)
    report = Report(plan=plan.id, findings=findings, counts=tuple(counts.items()), codes=codes)
    return report if language == "en" else report.in_language(language)


def _fault_in(rule: Rule, look: Callable[[], None], ids: Container[str]) -> list[Diagnostic]:
    """Run a rule, and return what made it fail, if anything did: a fault of planmodel's, or of the rule's package."""
    if rule.plugin is None:
        fault = attempt(say("fault.rule", code=rule.code), look, ids=ids)
        return [] if fault is None else [_of_fault(fault)]
    try:
        by_plugin(look)
    except PluginError as error:
        return [rule.plugin.finding(say("plugin.rule_failed", code=rule.code, message=error.message), "error")]
    return []


def _look(rule: Rule, scope: Scope, found: list[tuple[Rule, Found]]) -> None:
    """Add what a rule finds; what it found before it failed stays.

    Raises:
        ModelError: it finds what is no finding.
    """
    for one in rule.function(scope):
        texts = (one.element or "", one.path, one.message, one.hint or "") if isinstance(one, Found) else (None,)
        if not all(isinstance(text, str) for text in texts):
            raise ModelError(say("plugin.found", found=repr(one)[:80]))
        found.append((rule, one))


def _is_ignored(plan: Plan, rule: Rule, found: Found) -> bool:
    """Return whether the element that a finding is about asks not to be told of it."""
    element = plan.get(found.element) if found.element is not None else None
    return element is not None and any(begins(rule.code, one) for one in element.ignore)


def _of_fault(fault: InternalFault) -> Diagnostic:
    return Diagnostic(
        code="PM099", severity="error", message=fault.message, element=fault.element, hint=say("report_it")
    )


def _diagnostics(plan: Plan, found: list[tuple[Rule, Found]]) -> tuple[Diagnostic, ...]:
    if not found:
        return ()
    from planmodel.formats.places import locate

    wanted = [(one.element, one.path) for _, one in found]
    places = attempt(say("fault.places"), partial(locate, plan, wanted))
    located = [(Place(), "")] * len(wanted) if isinstance(places, InternalFault) else places
    seats = _seats(plan)
    files = {file.path: number for number, file in enumerate(plan.origin.files)} if plan.origin is not None else {}
    made = []
    for (rule, one), (place, path) in zip(found, located, strict=True):
        position, seat = seats.get(one.element, (-1, ""))
        diagnostic = Diagnostic(
            code=rule.code,
            severity=rule.severity,
            message=one.message,
            path=path or (f"{seat}.{one.path}" if seat and one.path else seat or one.path),
            element=one.element,
            place=place,
            hint=one.hint,
        )
        made.append((_order(files, place, position), diagnostic.code, diagnostic.path, diagnostic.message, diagnostic))
    return tuple(diagnostic for *_, diagnostic in sorted(made, key=lambda one: one[:-1]))


def _seats(plan: Plan) -> dict[str | None, tuple[int, str]]:
    """Return each element's position in the plan and the path that leads to it: ``tasks[2]``."""
    seats: dict[str | None, tuple[int, str]] = {}
    counts: dict[str, int] = {}
    for position, element in enumerate(plan.elements):
        number = counts.get(element.plural, 0)
        counts[element.plural] = number + 1
        seats[element.id] = (position, f"{element.plural}[{number}]")
    return seats


def _order(files: Mapping[str, int], place: Place, position: int) -> tuple[int, int, int, int]:
    """Return what findings are sorted by: those in files first, by file and line; the rest by plan order."""
    if place.line is None:
        return (len(files), 0, 0, position)
    return (files.get(place.file or "", len(files)), place.line, place.column or 0, position)
