"""Readers and writers that installed packages add: what each is, and the registries of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.errors import MissingExtraError, ModelError, PlanFileError, PlanModelError
from planmodel.exchange.export import ExportReport
from planmodel.exchange.recognition import OWN, beginning
from planmodel.formats.imported import ImportResult
from planmodel.model.plan import Plan
from planmodel.plugins import Plugin, PluginError, Registry, by_plugin
from planmodel.text import pictured
from planmodel.words import Message, say

__all__ = ["READERS", "WRITERS", "Reader", "Writer", "is_claimed", "read_claimed"]


def _check_name(instance: object, field: attrs.Attribute[str], value: object) -> None:
    if not (isinstance(value, str) and value.replace("-", "").replace("_", "").isalnum()):
        message = say("format.name", what=type(instance).__name__, found=repr(value)[:60])
        raise ModelError(message, hint=say("format.name.hint"), field=(field.name,))


def _check_call(instance: object, field: attrs.Attribute[Any], value: object) -> None:
    if not callable(value):
        message = say("format.call", what=f"{type(instance).__name__}.{field.name}", found=repr(value)[:60])
        raise ModelError(message, field=(field.name,))


def _as_suffixes(given: object) -> tuple[str, ...]:
    several = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list | tuple) else (None,)
    if not all(isinstance(one, str) and one[:1] == "." for one in several):
        raise ModelError(say("format.suffixes", found=repr(given)[:60]), field=("suffixes",))
    return tuple(one.lower() for one in several if isinstance(one, str))


@attrs.frozen(kw_only=True)
class Reader:
    """What reads a format that planmodel does not know: an installed package adds it (``planmodel.readers``).

    Parameters:
        name: what the format is called; ``plan.origin`` names it.
        knows: tells from the beginning of a file (64 KiB at most) and its path whether it is one of the format; its
            content tells, not its name.
        read: returns what the file says; raises :class:`PlanFileError` with what is wrong with it.

    Raises:
        ModelError: the name is none, or one of the others cannot be called.
    """

    name: str = attrs.field(validator=_check_name)
    knows: Callable[[bytes, Path], bool] = attrs.field(validator=_check_call)
    read: Callable[[Path], ImportResult] = attrs.field(validator=_check_call)


@attrs.frozen(kw_only=True)
class Writer:
    """What writes a format: one of planmodel's, or one that an installed package adds (``planmodel.writers``).

    Parameters:
        name: what the format is called: a word of ``planmodel convert --to``.
        suffixes: how names of its files end, ``.gan``; what planmodel writes by a suffix stays so.
        write: writes a plan, the whole file or none, and returns what the format cannot hold; ``None`` where it holds
            everything.

    Raises:
        ModelError: the name is none, the suffixes are none, or ``write`` cannot be called.
    """

    name: str = attrs.field(validator=_check_name)
    suffixes: tuple[str, ...] = attrs.field(default=(), converter=_as_suffixes)
    write: Callable[[Plan, Path], ExportReport | None] = attrs.field(validator=_check_call)


_SHIPPED_READERS = frozenset(
    (*OWN, "archimate", "gan", "iati", "list", "mpxj", "mspdi", "planning-data", "psplib", "stratml", "xer", "xml")
)
SHIPPED_WRITERS = frozenset(("json", "jsonld", "mspdi", "psplib", "stratml", "tables", "yaml"))
_NONSENSE = (
    (b"\x93\x00\xfe\x17zq", "nonsense"),
    (b"zqxj 0000\n", "nonsense.txt"),
    (b"zqxj,zqxk\n0,0\n", "nonsense.csv"),
    (b"<zqxj/>\n", "nonsense.xml"),
    (b'{"zqxj": 0}\n', "nonsense.json"),
)
"""Beginnings of files that nobody can know."""


def _readers_in(value: object) -> Iterator[tuple[tuple[str, ...], Reader]]:
    for reader in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(reader, Reader):
            raise ModelError(say("plugin.wrong", wanted="Reader", found=pictured(reader)))
        for content, name in _NONSENSE:
            if _knows(reader, content, Path(name)) is True:
                raise ModelError(say("plugin.greedy", name=reader.name))
        yield (reader.name,), reader


def _writers_in(value: object) -> Iterator[tuple[tuple[str, ...], Writer]]:
    for writer in value if isinstance(value, list | tuple) else (value,):
        if not isinstance(writer, Writer):
            raise ModelError(say("plugin.wrong", wanted="Writer", found=pictured(writer)))
        yield (writer.name,), writer


READERS: Registry[Reader] = Registry("readers", lambda name: name in _SHIPPED_READERS, _readers_in)
"""The readers that installed packages add."""

WRITERS: Registry[Writer] = Registry("writers", lambda name: name in SHIPPED_WRITERS, _writers_in)
"""The writers that installed packages add."""

_READING: ContextVar[frozenset[Path]] = ContextVar("files that a package's reader reads", default=frozenset())


def _knows(reader: Reader, begin: bytes, path: Path) -> bool | PluginError:
    """Return whether a reader knows a file; what it raises, if it raises."""
    try:
        return by_plugin(lambda: bool(reader.knows(begin, path)))
    except PluginError as error:
        return error


def _claims(path: Path) -> tuple[list[tuple[Plugin, Reader]], list[Diagnostic]]:
    """Return the readers that know a file, and findings about those that failed when they were asked."""
    if path.resolve() in _READING.get() or not path.is_file():
        return [], []
    begin, claims, faults = beginning(path), [], []
    for plugin, reader in READERS.added().items.values():
        answer = _knows(reader, begin, path)
        if isinstance(answer, PluginError):
            faults.append(plugin.finding(answer.message))
        elif answer:
            claims.append((plugin, reader))
    return claims, faults


def is_claimed(path: Path) -> bool:
    """Return whether a reader of an installed package knows a file."""
    return bool(_claims(path)[0])


def read_claimed(path: Path) -> tuple[tuple[str, ImportResult] | None, tuple[Diagnostic, ...]]:
    """Read a file by the first reader of a package that knows it and does not fail.

    Returns:
        the name of the format and what was read; ``None`` where no reader knows the file. And what is wrong with
        readers that might have known it.

    Raises:
        PlanFileError: those that know it cannot read it; the problems are what they say.
        MissingExtraError: a package that one of them needs is not installed.
    """
    claims, faults = _claims(path)
    problems: list[Diagnostic] = []
    for plugin, reader in claims:
        try:
            result = _read(reader, path)
        except PluginError as error:
            problems.append(plugin.finding(error.message, "error"))
        except PlanFileError as error:
            problems += error.problems
        else:
            noted = [] if len(claims) == 1 else [plugin.finding(_of_several(plugin, claims), "info")]
            issues = (*noted, *problems, *faults, *result.issues)
            return (reader.name, attrs.evolve(result, issues=issues)), ()
    if problems:
        raise PlanFileError(say("plugin.cannot_read", path=str(path)), problems=[*problems, *faults])
    return None, (*faults, *READERS.added().faults)


def _of_several(plugin: Plugin, claims: list[tuple[Plugin, Reader]]) -> Message:
    return say("plugin.several", packages=[one.package for one, _ in claims], package=plugin.package)


def _read(reader: Reader, path: Path) -> ImportResult:
    token = _READING.set(_READING.get() | {path.resolve()})
    try:
        result = by_plugin(lambda: reader.read(path), purposely=(PlanFileError, MissingExtraError))
    finally:
        _READING.reset(token)
    if not (isinstance(result, ImportResult) and isinstance(result.plan, Plan)):
        raise PluginError(say("plugin.wrong", wanted="ImportResult", found=pictured(result)))
    return result


def write_by(plugin: Plugin, writer: Writer, plan: Plan, path: Path) -> ExportReport | None:
    """Return what a writer of a package says that it wrote.

    Raises:
        PlanModelError: it fails, or does not write.
    """
    try:
        report = by_plugin(lambda: writer.write(plan, path), purposely=(PlanModelError, OSError))
    except PluginError as error:
        fault = error.message
    else:
        if path.exists() and (report is None or isinstance(report, ExportReport)):
            return report
        fault = say("plugin.wrong", wanted="ExportReport", found=pictured(report))
        fault = fault if path.exists() else say("plugin.unwritten")
    finding = plugin.finding(fault)
    raise ModelError(finding.message, hint=finding.hint)
