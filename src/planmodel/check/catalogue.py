"""The rules of ``check``: by code 1 links, 2 sources, 3 structure, 4 numbers, 5 time; and those of packages."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from planmodel.check import (
    rules_indicators,
    rules_links,
    rules_numbers,
    rules_sources,
    rules_structure,
    rules_time,
    rules_work,
)
from planmodel.check.rule import Rule
from planmodel.diagnostics import SEVERITIES, Diagnostic
from planmodel.errors import ModelError
from planmodel.model.metrics import METRICS
from planmodel.model.vocabulary import KINDS
from planmodel.plugins import Registry, strays
from planmodel.text import pictured
from planmodel.words import say

__all__ = ["ADDED_RULES", "RULES", "known_rules", "plugin_faults"]

RULES: tuple[Rule, ...] = (
    rules_links.dangling_reference,
    rules_links.wrong_kind,
    rules_links.precedence_cycle,
    rules_links.hierarchy_cycle,
    rules_links.duplicate_link,
    rules_links.link_to_itself,
    rules_links.precedence_between_whole_and_part,
    rules_links.unknown_metric,
    rules_sources.stated_without_citation,
    rules_sources.quotation_not_found,
    rules_sources.unreadable_text,
    rules_sources.followed_documents_differ,
    rules_structure.count_mismatch,
    rules_structure.goal_without_task,
    rules_structure.task_without_goal,
    rules_structure.project_without_task,
    rules_structure.principle_guides_nothing,
    rules_structure.duplicate_name,
    rules_structure.ignore_of_no_rule,
    rules_structure.whole_against_its_parts,
    rules_indicators.indicator_without_unit,
    rules_indicators.indicator_without_baseline,
    rules_indicators.indicator_without_direction,
    rules_indicators.target_worse_than_baseline,
    rules_numbers.units_do_not_convert,
    rules_numbers.unknown_unit,
    rules_numbers.percent_or_point,
    rules_numbers.unit_slip,
    rules_numbers.done_out_of_range,
    rules_numbers.cost_in_period_above_total,
    rules_indicators.target_unread,
    rules_indicators.direction_against_metric,
    rules_work.use_that_cannot_be,
    rules_indicators.said_twice,
    rules_indicators.no_value_can_keep,
    rules_indicators.target_beside_its_text,
    rules_indicators.area_without_jurisdiction,
    rules_time.child_period_outside_parent,
    rules_time.dates_upside_down,
    rules_time.target_year_outside_period,
    rules_time.element_outside_plan_period,
    rules_time.waits_for_what_comes_later,
    rules_work.work_dates_contradict,
)
"""The rules that planmodel ships."""


def _rules_in(value: object) -> Iterator[tuple[tuple[str, ...], Rule]]:
    """Yield the rule, or the rules, that an entry point leads to."""
    for rule in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(rule, Rule):
            raise ModelError(say("plugin.wrong", wanted="Rule", found=pictured(rule)))
        texts = (rule.code, rule.title, rule.doc)
        if not (all(isinstance(one, str) for one in texts) and rule.code.isalnum() and callable(rule.function)):
            raise ModelError(say("plugin.rule", code=repr(rule.code)[:40]))
        if rule.severity not in SEVERITIES:
            raise ModelError(say("choice.severity", severity=str(rule.severity)[:40], code=rule.code))
        yield (rule.code.upper(),), rule


_CODES = frozenset((*(rule.code for rule in RULES), "PM098", "PM099"))

ADDED_RULES: Registry[Rule] = Registry("rules", lambda code: code in _CODES, _rules_in, severity="error")
"""The rules that installed packages add; one that cannot be used leaves ``check`` incomplete, which is an error."""


def known_rules() -> tuple[Rule, ...]:
    """Return the rules that ``check`` runs when it is given no others: the shipped ones, then those of packages.

    Example:
        >>> known_rules()[: len(RULES)] == RULES
        True
    """
    added = ADDED_RULES.added()
    return (*RULES, *(attrs.evolve(rule, plugin=plugin) for plugin, rule in added.items.values()))


def plugin_faults() -> tuple[Diagnostic, ...]:
    """Return what is wrong with installed packages that bears on what ``check`` says."""
    return (*ADDED_RULES.added().faults, *KINDS.added().faults, *METRICS.added().faults, *strays())
