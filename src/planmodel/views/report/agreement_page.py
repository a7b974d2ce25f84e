"""The page of an agreement: counts and kappa, then the text with both codings beside what each made of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planmodel.comparing.changes import shown
from planmodel.formats.files import write_whole
from planmodel.views.report.frame import page_language, render

if TYPE_CHECKING:
    from planmodel.comparing.agreement import Agreement, ElementPair

__all__ = ["agreement_page"]


class _Piece(NamedTuple):
    text: str
    rows: str
    by: str


class _Change(NamedTuple):
    field: str
    path: str
    here: str
    there: str


class _Row(NamedTuple):
    id: str
    name: str
    state: str
    by: str
    changes: tuple[_Change, ...]


def agreement_page(agreement: Agreement, path: str | Path | None = None, *, language: str | None = None) -> str:
    """Return an agreement as one page of HTML that works without a network, and write it when a path is given.

    Parameters:
        agreement: how far two plans of one document agree.
        path: the file to write, whole or not at all.
        language: the language in which the page opens, ``zh`` or ``en``; without one, that of the first plan's title.

    Raises:
        MissingExtraError: jinja2 is not installed.
        ModelError: the page does not speak that language.
    """
    title = agreement.plans[0].title
    rows = {f"/pair/{number}": one for number, one in enumerate(agreement.pairs)}
    page = render(
        "agreement.html.jinja",
        title=title,
        language=page_language(language, title),
        data={},
        scripts=("page.js", "address.js", "draft.js"),
        styles=("report.css", "draft.css"),
        here=agreement.here,
        there=agreement.there,
        kinds=list(_kinds(agreement)),
        fields=agreement.fields,
        notes=agreement.notes,
        lines=list(_lines(agreement, rows)),
        groups=[
            (kind, sorted((_row(id, one) for id, one in rows.items() if one.kind == kind), key=_order))
            for kind in dict.fromkeys(one.kind for one in agreement.pairs)
        ],
        files=(),
    )
    if path is not None:
        write_whole(path, page)
    return page


def _kinds(agreement: Agreement) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows of the table of kinds: over all kinds of each document, then kind by kind."""
    kappas = {one.kind: one for one in reversed(agreement.clauses)}
    counts = {one.kind: one for one in agreement.kinds}
    for kind in (None, *counts):
        own = agreement.kinds if kind is None else (counts[kind],)
        numbers = [sum(getattr(one, name) for one in own) for name in ("matched", "only_here", "only_there")]
        whole = 2 * numbers[0] + numbers[1] + numbers[2]
        clauses = kappas.get(kind)
        kappa = "—" if clauses is None or clauses.kappa is None else f"{clauses.kappa:.2f}"
        coded = "—" if clauses is None else f"{clauses.coded_here:,}, {clauses.coded_there:,} / {clauses.clauses:,}"
        share = f"{2 * numbers[0] / whole:.0%}" if whole else "—"
        yield (
            f"kind.{kind}" if kind is not None else "agree.all",
            [*(f"{one:,}" for one in numbers), share, coded, kappa],
        )


def _lines(agreement: Agreement, rows: dict[str, ElementPair]) -> Iterator[list[_Piece]]:
    """Yield the lines of the text in pieces, each with the rows of the elements that quote it."""
    of_here = {one.here: id for id, one in rows.items() if one.here is not None}
    of_there = {one.there: id for id, one in rows.items() if one.there is not None}
    line: list[_Piece] = []
    for clause in agreement.coded:
        ids = dict.fromkeys(
            (
                *(of_here[one] for one in clause.here if one in of_here),
                *(of_there[one] for one in clause.there if one in of_there),
            )
        )
        by = "both" if clause.here and clause.there else "here" if clause.here else "there"
        line.append(_Piece(clause.text, " ".join(ids), by))
        if clause.ends_line:
            yield line
            line = []
    if line:
        yield line


def _row(id: str, pair: ElementPair) -> _Row:
    by = "here" if pair.there is None else "there" if pair.here is None else "both"
    state = by if by != "both" else "differs" if pair.fields else "same"
    changes = tuple(_change(one.path, one.old, one.new) for one in pair.fields)
    return _Row(id, pair.name, state, by, changes)


def _order(row: _Row) -> int:
    """Return where a row stands in its kind: what is to be talked about comes first."""
    return ("differs", "here", "there", "same").index(row.state)


def _change(path: str, old: object, new: object) -> _Change:
    field = path.partition(".")[0].partition("[")[0]
    here, there = ("—" if one is None else shown(one) for one in (old, new))
    return _Change(field, path[len(field) :], here, there)
