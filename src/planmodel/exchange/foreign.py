"""A foreign XML element read by local names: what nobody asked for is reported, never dropped in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.limits import in_force
from planmodel.text import cut, one_line
from planmodel.words import Message, say

__all__ = ["Foreign", "Ledger"]


def local(tag: object) -> str:
    """Return a tag without its namespace."""
    return str(tag).rpartition("}")[2]


class Ledger:
    """What a file holds of each element that counts, what is left out of it and why, and the issues."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.issues: list[Diagnostic] = []
        self.read: Counter[str] = Counter()
        self.mapped: Counter[str] = Counter()
        self.left_out: Counter[tuple[str, str]] = Counter()
        self._said: Counter[str] = Counter()
        self._first: dict[tuple[str, str], Place] = {}

    def leave(self, name: str, reason: Message, line: int | None = None, number: int = 1) -> None:
        """Count what is left out and why; :meth:`told` says it once for all that are left out for one reason."""
        self.left_out[name, reason] += number
        self._first.setdefault((name, reason), Place(file=self.file, line=line))

    def note(
        self, message: Message, severity: Severity = "warning", line: int | None = None, of: str | None = None
    ) -> None:
        """Report something; of what is reported in the same words of a key only so much as the limits list.

        Parameters:
            message: what.
            severity: how grave it is.
            line: where.
            of: the id of the element that it is about.
        """
        self._said[message.key] += 1
        if self._said[message.key] <= in_force().findings:
            place = Place(file=self.file, line=line)
            self.issues.append(Diagnostic(code="PM030", severity=severity, message=message, element=of, place=place))

    def told(self) -> tuple[Diagnostic, ...]:
        """Return the issues: those that were reported, then how many of what were left out and why."""
        self._settle()
        issues = list(self.issues)
        for number in self._said.values():
            more = number - in_force().findings
            if more > 0:
                issues.append(self._issue(say("limits.more", number=more), "info"))
        for (name, reason), number in self.left_out.items():
            message = say("import.left_out", n=number, name=name, reason=reason)
            issues.append(self._issue(message, "info", self._first.get((name, reason))))
        return tuple(issues)

    def _issue(self, message: Message, severity: Severity, place: Place | None = None) -> Diagnostic:
        return Diagnostic(code="PM030", severity=severity, message=message, place=place or Place(file=self.file))

    def _settle(self) -> None:
        """Count what nobody has looked at as left out: it stands where none is read."""
        for name, number in self.read.items():
            seen = self.mapped[name] + sum(n for (one, _), n in self.left_out.items() if one == name)
            if number > seen:
                self.leave(name, say("import.elsewhere"), number=number - seen)

    def counts(self) -> dict[str, int]:
        """Return how many there are by name, then how many were left out by name and reason."""
        self._settle()
        return {**self.read, **{f"{name} left out: {reason}": n for (name, reason), n in self.left_out.items()}}


class Foreign:
    """An element of a foreign file.

    Parameters:
        node: the element.
        ledger: takes counts and issues.
    """

    def __init__(self, node: Element, ledger: Ledger) -> None:
        self.node, self.ledger = node, ledger
        self.name = local(node.tag)
        self._asked: set[str] = set()
        self._attributes: set[str] = set()

    def all(self, *names: str) -> list[Foreign]:
        """Return the children of these names."""
        self._asked.update(names)
        return [Foreign(child, self.ledger) for child in self.node if local(child.tag) in names]

    def text(self, name: str) -> str | None:
        """Return the text of the child of this name; of a second one it is reported that it is left out."""
        first, *more = [one.own_text() for one in self.all(name)] or [None]
        for other in more:
            if other is not None and first is not None and other != first:
                self.note(say("foreign.second", name=name, text=f"{cut(other, 60)!r}"))
            first = first if first is not None else other
        return first

    def line(self, name: str) -> str | None:
        """Return the text of a child on one line."""
        text = self.text(name)
        return None if text is None else one_line(text) or None

    def attribute(self, name: str) -> str | None:
        """Return an attribute's text."""
        self._attributes.add(name)
        return (self.node.get(name) or "").strip() or None

    def own_text(self) -> str | None:
        """Return the text inside, with that of what is nested in it."""
        text = "".join(self.node.itertext()).replace("\r\n", "\n").replace("\r", "\n")
        return text.strip() or None

    def is_empty(self) -> bool:
        """Return whether there is no text in it, nor in what it holds, but for generated identifiers."""
        return not any((node.text or "").strip() for node in self.node.iter() if local(node.tag) != "Identifier")

    def mapped(self) -> None:
        """Count this element as read into the plan."""
        self.ledger.mapped[self.name] += 1

    def left_out(self, reason: str, severity: Severity = "warning") -> None:
        """Count this element as left out, and say why."""
        self.ledger.left_out[self.name, reason] += 1
        self.note(say("foreign.left_out", name=self.name, reason=reason), severity)

    def note(self, message: str, severity: Severity = "warning", element: str | None = None) -> None:
        """Report something about this element."""
        place = Place(file=self.ledger.file, line=getattr(self.node, "line", None))
        issue = Diagnostic(code="PM030", severity=severity, message=message, element=element, place=place)
        self.ledger.issues.append(issue)

    def report_rest(self) -> None:
        """Report the children and attributes that nobody asked for."""
        for child, text in self._rest():
            child.note(say("foreign.inside", name=child.name, within=self.name, text=f"{cut(text, 60)!r}"))
        for name, value in self.node.attrib.items():
            foreign = name.startswith("{")  # xsi:schemaLocation and its like say nothing about the plan
            if not foreign and name not in self._attributes and value.strip():
                self.note(say("foreign.attribute", name=name, within=self.name, text=f"{cut(value, 60)!r}"))

    def _rest(self) -> Iterator[tuple[Foreign, str]]:
        for node in self.node:
            child = Foreign(node, self.ledger)
            text = child.own_text()
            if child.name not in self._asked and text is not None:
                yield child, text
        loose = [self.node.text, *(node.tail for node in self.node)] if len(self.node) else []
        for one in loose:
            if one and one.strip():
                self.note(say("foreign.between", within=self.name, text=f"{cut(one, 60)!r}"))
