"""``planmodel rules``: what ``planmodel check`` looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planmodel.cli.output import Failed, put, put_json, put_styled
from planmodel.text import suggestion

if TYPE_CHECKING:
    from planmodel.check import Rule

__all__ = ["command"]

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@click.command("rules", short_help="List or explain the rules of check.")
@click.argument("code", required=False)
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(code: str | None, format: str) -> None:
    """List the rules of check, or explain the one called CODE."""
    from planmodel.check import RULES

    rules = {rule.code: rule for rule in RULES}
    if code is not None and code.upper() not in rules:
        raise Failed(f"there is no rule {code!r}", suggestion(code.upper(), rules) or "planmodel rules lists them")
    if format == "json":
        put_json([_record(rule) for rule in RULES] if code is None else _record(rules[code.upper()]))
    elif code is None:
        width = max(len(rule.severity) for rule in RULES)
        put_styled(
            [(rule.code, "bold"), (f"  {rule.severity:<{width}}", _COLOURS[rule.severity]), (f"  {rule.title}", "")]
            for rule in RULES
        )
    else:
        _explain(rules[code.upper()])


def _record(rule: Rule) -> dict[str, str]:
    return {
        "code": rule.code,
        "severity": rule.severity,
        "title": rule.title,
        "doc": rule.doc,
        "page": rule.anchor,
    }


def _explain(rule: Rule) -> None:
    put_styled([[(rule.code, "bold"), (f"  {rule.severity}", _COLOURS[rule.severity]), (f"  {rule.title}", "bold")]])
    put(f"\n{rule.doc}\n\nsee {rule.anchor}")
