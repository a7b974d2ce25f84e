"""A plan on one screen, as text and as HTML, both from the same rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

import attrs

from planmodel.graph.hierarchy import Hierarchy
from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.model.relations import Link
from planmodel.model.vocabulary import VOCABULARY
from planmodel.text import Text, cut, display_width, in_language, one_line
from planmodel.views.element import element_text, in_words
from planmodel.views.spoken import check_language
from planmodel.words import Message, count_of, say, term

__all__ = ["Branch", "Row", "Summary", "element_text", "summarize", "summary_html", "summary_text", "tree_rows"]

_TREES = ("goal", "task", "project")
_NAMED = 3
_WRAPPED = frozenset({"summary.elements", "summary.evidence", "summary.links"})
"""Facts that are wrapped rather than cut."""
_HTML_ROWS = 200
_LISTED: Mapping[str, str] = {"zh": "、"}
_STATED: Mapping[str, str] = {"zh": "，"}


@attrs.frozen(kw_only=True)
class Row:
    """One line of a tree: an element, how deep it stands, the language to name it in and that of other words."""

    depth: int
    element: Element
    language: str | None = None
    words: str = "en"

    @property
    def id(self) -> str:
        """The element's id."""
        return self.element.id

    @property
    def name(self) -> str:
        """The element's name on one line."""
        return in_words(self.element.name, self.language)

    @property
    def mark(self) -> str:
        """The element's evidence, unless stated."""
        return "" if self.element.evidence == "stated" else _term("evidence", self.element.evidence, self.words)


@attrs.frozen(kw_only=True)
class Branch:
    """The elements of one kind as the rows of a tree."""

    title: str
    rows: tuple[Row, ...]


@attrs.frozen(kw_only=True)
class Summary:
    """What a plan's summary says: its titles, facts as (label, text), and trees, with words in a language."""

    titles: tuple[str, ...]
    facts: tuple[tuple[Message, str], ...]
    branches: tuple[Branch, ...]
    words: str = "en"


def summarize(plan: Plan, language: str | None = None, words: str = "en") -> Summary:
    """Return what a summary of ``plan`` says.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.
        words: the language of what is not the plan's: ``en`` or ``zh``.

    Raises:
        ModelError: nothing of the plan is in that language.
    """
    check_language(plan, language)
    shown = [*_TREES, *(cls.kind for cls in plan.vocabulary.kinds if cls not in VOCABULARY.kinds)]
    branches = []
    for kind in shown:
        cls = plan.vocabulary.by_kind.get(kind)
        elements = plan.of(cls) if cls else ()
        if cls and elements:
            rows = tuple(tree_rows(plan, elements, language, words))
            many = cls.plural if words == "en" or cls not in VOCABULARY.kinds else term("kind", kind)
            branches.append(Branch(title=in_language(say("summary.branch", kinds=many, n=len(rows)), words), rows=rows))
    facts = tuple((label, text) for label, text in _facts(plan, language, words) if text)
    return Summary(titles=_titles(plan.title, language), facts=facts, branches=tuple(branches), words=words)


def summary_text(
    plan: Plan,
    *,
    language: str | None = None,
    words: str = "en",
    lines: int | None = 30,
    width: int | None = 100,
    depth: int | None = None,
) -> str:
    """Return a plan's summary as text.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.
        words: the language of what is not the plan's: ``en`` or ``zh``.
        lines: how many lines it may take; ``None`` for all of them.
        width: how many terminal cells a line may take; ``None`` for all of it.
        depth: how many levels of the trees to show; ``None`` for all.

    Example:
        >>> from planmodel.model.kinds import Goal
        >>> print(summary_text(Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air")])))
        Plan
          id        p
          elements  1 goal
          evidence  1 stated
        goals (1)
          g  Clean air
    """
    summary = summarize(plan, language, words)
    labels = [in_language(label, words) for label, _ in summary.facts]
    label_width = max(map(display_width, labels))
    written = [("", title) for title in summary.titles]
    for (key, text), label in zip(summary.facts, labels, strict=True):
        room = None if width is None or key.key not in _WRAPPED else max(width - label_width - 4, 20)
        for number, line in enumerate([text] if room is None else _wrapped(text, room)):
            shown = "" if number else label
            written.append((f"  {shown}{' ' * (label_width - display_width(shown))}  ", line))
    branches = [_to_depth(branch.rows, depth) for branch in summary.branches]
    sizes = [len(rows) + bool(hidden) for rows, hidden in branches]
    rooms = sizes if lines is None else _share(lines - len(written) - len(sizes), sizes)
    for branch, (rows, hidden), room in zip(summary.branches, branches, rooms, strict=False):
        kept, cut_off = _fit(rows, room, hidden)
        written.append(("", branch.title))
        written += [(f"{'  ' * (row.depth + 1)}{row.id}  ", _row_text(row)) for row in kept]
        if cut_off:
            written.append(("  ", in_language(say("summary.more", n=cut_off), words)))
    return "\n".join(
        before + (text if width is None else cut(text, max(width - len(before), 20))) for before, text in written
    )


def summary_html(plan: Plan, *, language: str | None = None, words: str = "en") -> str:
    """Return a plan's summary as HTML that an untrusted notebook shows: no style sheet, no script, all escaped.

    Parameters:
        plan: any plan.
        language: the language of names; without one, the first of each, with English beside it.
        words: the language of what is not the plan's: ``en`` or ``zh``.
    """
    summary = summarize(plan, language, words)
    head, *others = summary.titles
    parts = [f'<div><div style="font-weight:bold;font-size:1.1em">{escape(head)}</div>']
    parts += [f'<div style="font-style:italic">{escape(other)}</div>' for other in others]
    parts.append('<table style="margin:0.5em 0">')
    parts += [_html_row(in_language(label, words), text) for label, text in summary.facts]
    parts.append("</table>")
    for branch in summary.branches:
        rows, hidden = _fit(branch.rows, _HTML_ROWS, 0)
        opened = " open" if len(rows) <= _NAMED * 4 else ""
        parts.append(f"<details{opened}><summary>{escape(branch.title)}</summary><table>")
        parts += [_html_tree_row(row) for row in rows]
        more = f"<div>{escape(in_language(say('summary.more', n=hidden), words))}</div>" if hidden else ""
        parts.append(f"</table>{more}</details>")
    return "".join([*parts, "</div>"])


def _wrapped(text: str, width: int) -> list[str]:
    """Return ``14 documents, 1 organization, …`` in lines that end after a comma."""
    lines = [""]
    for part in re.split(r"(?<=,) |(?<=、)", text):
        longer = f"{lines[-1]}{' ' if lines[-1].endswith(',') else ''}{part}"
        if lines[-1] and display_width(longer) > width:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


# --- facts ---


def _titles(title: Text, language: str | None) -> tuple[str, ...]:
    if language is None and isinstance(title, Mapping) and "en" in title and str(title) != title["en"]:
        return one_line(str(title)), one_line(title["en"])
    return (in_words(title, language),)


def _facts(plan: Plan, language: str | None, words: str) -> Iterator[tuple[Message, str]]:
    yield say("summary.id"), plan.id
    yield say("summary.jurisdiction"), _jurisdiction(plan, language, words)
    base = say("summary.from", year=plan.base_year) if plan.base_year else ""
    period = plan.period.in_language(words) if plan.period else ""
    yield say("summary.period"), _said([period, base], words)
    issued = say("summary.issued", day=plan.issued) if plan.issued else ""
    yield say("summary.status"), _said([_term("page.v", plan.status or "", words), plan.number or "", issued], words)
    yield say("summary.drafted_by"), _named(plan, plan.drafted_by, language, words)
    yield say("summary.approved_by"), _named(plan, plan.approved_by, language, words)
    yield say("summary.issued_by"), _named(plan, plan.issued_by, language, words)
    yield say("summary.follows"), _named(plan, plan.follows, language, words)
    yield say("summary.declares"), _declared(plan, words)
    yield say("summary.units"), _joined([plan.own_units.definition(one.name) for one in plan.units], words)
    kinds = Counter(element.kind for element in plan.elements)
    counts = [_count(plan, cls.kind, kinds[cls.kind], words) for cls in plan.vocabulary.kinds if kinds[cls.kind]]
    yield say("summary.elements"), _joined(counts, words) or in_language(say("summary.none"), words)
    yield say("summary.evidence"), _evidence(Counter(element.evidence for element in plan.elements), words)
    links = Counter(link.evidence or getattr(holder, "evidence", "stated") for holder, _, _, link in plan.links())
    yield say("summary.links"), _evidence(links, words)
    yield say("summary.read_from"), _joined([file.path for file in plan.origin.files] if plan.origin else [], words)


def _joined(parts: Iterable[str], words: str) -> str:
    """Return what there is of some parts, each on one line and in a language, with commas between them."""
    return _LISTED.get(words, ", ").join(one_line(in_language(part, words)) for part in parts if part)


def _said(parts: Iterable[str], words: str) -> str:
    """Return what there is of several statements, which Chinese parts by another comma than things of one kind."""
    return _STATED.get(words, ", ").join(one_line(in_language(part, words)) for part in parts if part)


def _term(group: str, code: str, words: str) -> str:
    return in_language(term(group, code), words) if code else ""


def _jurisdiction(plan: Plan, language: str | None, words: str) -> str:
    area = plan.jurisdiction
    if area is None:
        return ""
    parent = say("summary.in", area=in_words(area.parent, language)) if area.parent else ""
    return _said(
        [in_words(area.name, language), _term("page.v", area.level or "", words), area.code or "", parent], words
    )


def _named(plan: Plan, links: Sequence[Link], language: str | None, words: str) -> str:
    names = []
    for link in links[:_NAMED]:
        element: Element | None = plan.get(link.to)
        names.append(in_words(element.name, language) if element else link.to)
    told = in_language(say("row.apart", parts=names), words)
    more = len(links) - _NAMED
    return in_language(say("summary.and_more", names=told, n=more), words) if more > 0 else told


def _declared(plan: Plan, words: str) -> str:
    if not plan.declares:
        return ""
    listed = Counter(plan[id].kind for id in plan.graph.hierarchy.tops)
    parts = []
    for declared in plan.declares:
        said = _count(plan, declared.kind, declared.count, words)
        differs = listed[declared.kind] != declared.count
        parts.append(say("summary.listed", count=said, n=listed[declared.kind]) if differs else said)
    return _joined(parts, words)


def _count(plan: Plan, kind: str, number: int, words: str) -> str:
    """Return how many elements of a kind there are: of one's own kind as that calls itself."""
    cls = plan.vocabulary.by_kind.get(kind)
    return one_line(in_language(count_of(kind, number, kind if number == 1 or cls is None else cls.plural), words))


def _evidence(counts: Mapping[str, int], words: str) -> str:
    named = [(name, counts[name]) for name in ("stated", "inferred", "assumed") if counts.get(name)]
    return _joined([say("summary.by_evidence", n=n, evidence=term("evidence", name)) for name, n in named], words)


# --- trees ---


def tree_rows(plan: Plan, elements: Iterable[Element], language: str | None = None, words: str = "en") -> Iterator[Row]:
    """Yield some elements of a plan as rows, wholes before their parts, by what the plan's hierarchy counts."""
    by_id = {element.id: element for element in elements}
    for id, depth in Hierarchy(by_id, plan.graph.hierarchy.whole).walk():
        yield Row(depth=depth, element=by_id[id], language=language, words=words)


def _to_depth(rows: Sequence[Row], depth: int | None) -> tuple[Sequence[Row], int]:
    kept = rows if depth is None else [row for row in rows if row.depth < depth]
    return kept, len(rows) - len(kept)


def _share(room: int, sizes: Sequence[int]) -> list[int]:
    """Return how many of ``room`` lines each branch gets: what it needs, or an equal share of what is left."""
    shares = [0] * len(sizes)
    left, waiting = max(room, 0), sorted(range(len(sizes)), key=lambda number: sizes[number])
    for position, number in enumerate(waiting):
        shares[number] = min(sizes[number], left // (len(waiting) - position))
        left -= shares[number]
    return shares


def _fit(rows: Sequence[Row], room: int, hidden: int) -> tuple[Sequence[Row], int]:
    """Return the rows to show, whole levels from the top and a part of the next, and how many are left out."""
    if len(rows) + bool(hidden) <= room:
        return rows, hidden
    total, space = len(rows) + hidden, max(room - 1, 0)
    levels = Counter(row.depth for row in rows)
    depth, rest = 0, space
    while levels[depth] and levels[depth] <= rest:
        rest -= levels[depth]
        depth += 1
    kept = []
    for row in rows:
        if row.depth < depth or (row.depth == depth and rest > 0):
            kept.append(row)
            rest -= row.depth == depth
    return kept, total - len(kept)


def _row_text(row: Row) -> str:
    around = "{}（{}）" if row.words == "zh" else "{} ({})"
    return around.format(row.name, row.mark) if row.mark else row.name


def _html_row(label: str, text: str) -> str:
    left = '<td style="text-align:left;vertical-align:top'
    return f'<tr>{left};font-weight:bold">{escape(label)}</td>{left}">{escape(text)}</td></tr>'


def _html_tree_row(row: Row) -> str:
    indent = f"padding-left:{0.5 + 1.5 * min(row.depth, 10):g}em"
    mark = f" <i>({escape(row.mark)})</i>" if row.mark else ""
    name = f'<td style="text-align:left;{indent}">{escape(row.name)}{mark}</td>'
    return f'<tr><td style="text-align:left"><code>{escape(row.id)}</code></td>{name}</tr>'
