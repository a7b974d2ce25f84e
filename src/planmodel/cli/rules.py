"""``planmodel rules``: what ``planmodel check`` looks for."""

from __future__ import annotations

import click

from planmodel.cli.language import Verb, worded
from planmodel.cli.output import Failed, put, put_json, put_styled
from planmodel.cli.problems import FILE_PROBLEMS, OTHER_FINDINGS, page
from planmodel.drafting.codes import DOUBTS
from planmodel.listing import in_room
from planmodel.text import suggestion
from planmodel.words import explanation, term
from planmodel.words import say as sentence

__all__ = ["command"]

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@click.command("rules", cls=Verb)
@click.argument("code", required=False)
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True)
def command(code: str | None, format: str) -> None:
    """List what check looks for, or explain the one called CODE."""
    records = {record["code"]: record for record in _records()}
    if code is None:
        if format == "json":
            put_json([_spoken(record) for record in records.values()])
        else:
            _list(list(records.values()))
        return
    record = records.get(code.upper())
    if record is None:
        raise Failed(sentence("rules.no_rule", code=code), suggestion(code.upper(), records) or sentence("rules.list"))
    if format == "json":
        put_json(_spoken(record))
    else:
        _explain(record)


def _records() -> list[dict[str, str]]:
    from planmodel.check.catalogue import known_rules

    problems = [
        {"code": code, "severity": "error", "title": title, "doc": explanation(code), "page": page(code)}
        for code, title in FILE_PROBLEMS.items()
    ]
    others = [
        {"code": code, "severity": _severity(code), "title": title, "doc": _what_to_do(code), "page": page(code)}
        for code, title in OTHER_FINDINGS.items()
    ]
    rules = [
        {"code": rule.code, "severity": rule.severity, "title": rule.title, "doc": rule.doc, "page": rule.anchor}
        for rule in known_rules()
    ]
    return sorted(problems + others + rules, key=lambda record: record["code"])


def _spoken(record: dict[str, str]) -> dict[str, str]:
    return {key: worded(text) for key, text in record.items()}


def _severity(code: str) -> str:
    return DOUBTS[code][0] if code in DOUBTS else "warning"


def _what_to_do(code: str) -> str:
    return sentence("rules.draft", usual=DOUBTS[code][2]) if code in DOUBTS else explanation(code)


def _list(records: list[dict[str, str]]) -> None:
    width = max(len(_severity_word(record)) for record in records)
    put_styled(
        [
            (record["code"], "bold"),
            (f"  {_severity_word(record):<{width}}", _COLOURS[record["severity"]]),
            (f"  {worded(record['title'])}", ""),
        ]
        for record in records
    )


def _severity_word(record: dict[str, str]) -> str:
    return worded(term("severity", record["severity"]))


def _explain(record: dict[str, str]) -> None:
    head = [(record["code"], "bold"), (f"  {_severity_word(record)}", _COLOURS[record["severity"]])]
    put_styled([[*head, (f"  {worded(record['title'])}", "bold")]])
    for text in filter(None, (record["doc"], sentence("rules.see", page=record["page"]))):
        put("\n" + in_room(worded(text)))
