"""Installed packages that add kinds, rules, metrics, readers and writers: found, loaded when asked for, never trusted.

A package names what it adds under one of the entry point groups of :data:`GROUPS`. Nothing is looked for before a
question needs it, so that a plan is read as fast as without; what is found stays for the process. Whatever a package
does wrong becomes a finding that names it and its entry point; everything else goes on.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, Self, TypeVar

import attrs

from planmodel.diagnostics import Diagnostic, Place, Severity
from planmodel.entry_points import entry_points
from planmodel.errors import ModelError
from planmodel.text import cut, one_line, suggestion
from planmodel.words import Message, say

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["GROUPS", "Plugin", "PluginError", "Plugins", "Registry"]
__all__ += ["by_plugin", "chosen_plugins", "forget", "in_force", "installed", "strays"]

_T = TypeVar("_T")

GROUPS: Final = ("kinds", "rules", "metrics", "readers", "writers")
"""What a package may add; the entry point groups are ``planmodel.kinds`` and so on."""
VARIABLE: Final = "PLANMODEL_PLUGINS"
"""The environment variable that leaves packages out: ``off`` all of them, else their names with commas between."""
_PREFIX = "planmodel."


def _normal(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return names of packages as installers compare them."""
    given = (names,) if isinstance(names, str) else tuple(names)
    return tuple(dict.fromkeys(re.sub(r"[-_.]+", "-", one).lower() for one in given))


@attrs.frozen(kw_only=True)
class Plugins:
    """Which installed packages count.

    As a context it holds for what is called within: ``with Plugins(on=False): plan.check()``.

    Parameters:
        on: whether any counts.
        ignored: names of packages that do not.

    Example:
        >>> Plugins(ignored=["County_Risks"]).ignored
        ('county-risks',)
    """

    on: bool = True
    ignored: tuple[str, ...] = attrs.field(default=(), converter=_normal)

    def __enter__(self) -> Self:
        _HELD.set((*_HELD.get(), self))
        return self

    def __exit__(self, *raised: object) -> None:
        _HELD.set(_HELD.get()[:-1])

    def leaves_out(self, package: str) -> bool:
        """Return whether a package does not count."""
        return not self.on or _normal(package)[0] in self.ignored


_HELD: ContextVar[tuple[Plugins, ...]] = ContextVar("plugins", default=())


def chosen_plugins(setting: Plugins | None, environment: Mapping[str, str] = os.environ) -> Plugins:
    """Return the packages that count: as ``PLANMODEL_PLUGINS`` says, else as the settings file says, else all.

    Example:
        >>> chosen_plugins(None, {"PLANMODEL_PLUGINS": "off"}).on
        False
    """
    named = environment.get(VARIABLE, "").strip()
    if not named or named.lower() in ("on", "1", "true", "yes"):
        return setting if setting is not None and not named else Plugins()
    if named.lower() in ("off", "0", "false", "no"):
        return Plugins(on=False)
    return Plugins(ignored=tuple(one.strip() for one in named.split(",") if one.strip()))


def in_force() -> Plugins:
    """Return the packages that count in the context of the call."""
    held = _HELD.get()
    return held[-1] if held else chosen_plugins(None)


@attrs.frozen(kw_only=True, order=True)
class Plugin:
    """One entry point of an installed package; they are ordered by the names of package, group and entry point.

    Parameters:
        package: the name of the package.
        group: what it adds: a word of :data:`GROUPS`.
        name: the name of the entry point.
        version: the version of the package.
        target: where it leads: ``module:name``.
    """

    package: str
    group: str
    name: str
    version: str = ""
    target: str = ""

    def __str__(self) -> str:
        return f"{' '.join([self.package, self.version]).rstrip()} ({_PREFIX}{self.group}: {self.name})"

    @property
    def path(self) -> str:
        """Where it stands among the entry points of its package: ``planmodel.kinds:hazard``."""
        return f"{_PREFIX}{self.group}:{self.name}"

    def finding(self, message: Message, severity: Severity = "warning") -> Diagnostic:
        """Return what is wrong with it as a finding: the package is the place, the entry point the path there."""
        return Diagnostic(
            code="PM098",
            severity=severity,
            message=say("plugin", package=self.package, message=message),
            path=self.path,
            place=Place(file=self.package),
            hint=say("plugin.hint", package=self.package),
        )


class PluginError(Exception):
    """What a package did wrong; ``message`` says it in one sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def by_plugin(work: Callable[[], _T], purposely: tuple[type[Exception], ...] = ()) -> _T:
    """Return what a package's own code returns; what it prints goes to standard error, which is no data.

    Parameters:
        work: calls it.
        purposely: exceptions that pass.

    Raises:
        PluginError: it raised anything else, an exit of the process too.
    """
    try:
        with _printing_aside():
            return work()
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, *purposely)):
            raise
        raise PluginError(say("plugin.raised", error=_told(error))) from None


_HERE = Path(__file__).parent


def _told(error: BaseException) -> str:
    """Return an exception in words, with the line that raised it: of the package, where planmodel refused its call."""
    from traceback import walk_tb

    try:
        text = cut(one_line(str(error)), 200)
    except Exception:  # one whose own text fails
        text = ""
    name = type(error).__name__
    walked = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    frames = [(Path(file), line) for file, line in walked if file[:1] != "<"]  # as that of a class is that attrs makes
    theirs = [(file, line) for file, line in frames if not file.is_relative_to(_HERE)] or frames
    where = f" ({theirs[-1][0].name}:{theirs[-1][1]})" if theirs else ""
    return f"{name}: {text}{where}" if text else f"{name}{where}"


@contextlib.contextmanager
def _printing_aside() -> Iterator[None]:
    """Send what is printed to standard error; only the main thread may, since the stream is everybody's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with contextlib.redirect_stdout(sys.stderr or io.StringIO()):
        yield


# --- what is installed ---


@cache
def _entry_points() -> tuple[tuple[Plugin, EntryPoint], ...]:
    """Return every entry point that is meant for planmodel, in the order of plugins."""
    found: dict[Plugin, EntryPoint] = {}
    for package, version, entry in entry_points(_PREFIX):
        group = entry.group.removeprefix(_PREFIX)
        found.setdefault(
            Plugin(package=package, group=group, name=entry.name, version=version, target=entry.value), entry
        )
    return tuple(sorted(found.items(), key=itemgetter(0)))


def installed(group: str) -> tuple[Plugin, ...]:
    """Return the entry points of a group, whether they count or not; nothing is loaded."""
    return tuple(plugin for plugin, _ in _entry_points() if plugin.group == group)


def strays() -> tuple[Diagnostic, ...]:
    """Return a finding for each entry point of a group that looks like one of planmodel's and is none."""
    return tuple(
        plugin.finding(say("plugin.no_group", hint=suggestion(plugin.group, GROUPS) or "", groups=list(GROUPS)))
        for plugin, _ in _entry_points()
        if plugin.group not in GROUPS and not in_force().leaves_out(plugin.package)
    )


def forget() -> None:
    """Look anew at what is installed when it is asked for next; :meth:`Registry.forget` does so for what it adds."""
    _entry_points.cache_clear()
    _loaded.cache_clear()


@cache
def _loaded(plugin: Plugin) -> object:
    """Return what an entry point leads to, or the :class:`PluginError` that kept it from it."""
    [entry] = [entry for one, entry in _entry_points() if one == plugin][:1]
    try:
        return by_plugin(entry.load)
    except PluginError as error:
        return error


# --- what there is of a sort ---


@attrs.frozen(kw_only=True)
class Added(Generic[_T]):
    """What packages add to a registry.

    Parameters:
        items: what they add, by its own name, each with the entry point that it is from.
        faults: what is wrong with the rest.
    """

    items: Mapping[str, tuple[Plugin, _T]] = attrs.field(factory=dict)
    faults: tuple[Diagnostic, ...] = ()
    values: tuple[_T, ...] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(item for _, item in self.items.values()))


class Registry(Generic[_T]):
    """What there is of a sort: what planmodel ships, and what installed packages add, each under its names.

    What is shipped keeps its names; of two packages that use one name, the one whose own name comes first has it.

    Parameters:
        group: the word of :data:`GROUPS`.
        shipped: returns whether planmodel ships something of a name.
        items: returns what an entry point leads to as items of the sort, each with its names, the first its own.
        fits: raises if an item does not go together with those added before it.
        severity: how grave a finding about it is.
    """

    def __init__(
        self,
        group: str,
        shipped: Callable[[str], bool],
        items: Callable[[Any], Iterable[tuple[tuple[str, ...], _T]]],
        fits: Callable[[Iterable[_T], _T], object] | None = None,
        severity: Severity = "warning",
    ) -> None:
        self.group = group
        self._shipped, self._items, self._fits = shipped, items, fits
        self._severity: Severity = severity
        self._made: dict[Plugins, Added[_T]] = {}
        self._busy = threading.local()

    def added(self) -> Added[_T]:
        """Return what packages add; while they are being loaded, to their own code, nothing."""
        choice = in_force()
        made = self._made.get(choice)
        if made is not None:
            return made
        if not choice.on or getattr(self._busy, "now", False):
            return Added()
        self._busy.now = True
        try:
            made = self._make(choice)
        finally:
            self._busy.now = False
        return self._made.setdefault(choice, made)

    def get(self, name: str) -> _T | None:
        """Return what packages add under a name."""
        found = self.added().items.get(name)
        return None if found is None else found[1]

    def values(self) -> tuple[_T, ...]:
        """Return everything that packages add, in their order."""
        return self.added().values

    def forget(self) -> None:
        """Ask packages anew when something is asked for next."""
        self._made.clear()

    def lacks_some(self) -> bool:
        """Return whether some of what packages would add is not there: they are left out, or cannot be used."""
        choice = in_force()
        return bool(self.added().faults) or any(choice.leaves_out(one.package) for one in installed(self.group))

    def _make(self, choice: Plugins) -> Added[_T]:
        faults: list[Diagnostic] = []
        waiting: list[tuple[Plugin, tuple[str, ...], _T]] = []
        holders: dict[str, Plugin] = {}
        for plugin in installed(self.group):
            if choice.leaves_out(plugin.package):
                continue
            try:
                items = self._read(plugin)
            except PluginError as error:
                faults.append(plugin.finding(error.message, self._severity))
                continue
            for names, item in items:
                clash = self._clash(names, plugin, holders)
                if clash is None:
                    holders.update(dict.fromkeys(names, plugin))
                    waiting.append((plugin, names, item))
                else:
                    faults.append(plugin.finding(clash, self._severity))
        fitting, unfit = self._fitting(waiting)
        return Added(items=MappingProxyType(fitting), faults=(*faults, *unfit))

    def _read(self, plugin: Plugin) -> list[tuple[tuple[str, ...], _T]]:
        value = _loaded(plugin)
        if type(value) is PluginError:  # a package's object may not even answer what it is
            raise value
        try:
            return by_plugin(lambda: list(self._items(value)), purposely=(ModelError,))
        except ModelError as error:
            message = error.message if isinstance(error.message, Message) else say("plugin.refused", text=error.message)
            raise PluginError(message) from None

    def _clash(self, names: Iterable[str], plugin: Plugin, holders: Mapping[str, Plugin]) -> Message | None:
        for name in names:
            if self._shipped(name):
                return say("plugin.shipped", name=name)
            holder = holders.get(name)
            if holder is not None:
                return say("plugin.taken", name=name, package=holder.package, entry=holder.name)
        return None

    def _fitting(
        self, waiting: list[tuple[Plugin, tuple[str, ...], _T]]
    ) -> tuple[dict[str, tuple[Plugin, _T]], list[Diagnostic]]:
        """Return the items that go together, and findings about the rest; one may need another that comes later."""
        fitting: dict[str, tuple[Plugin, _T]] = {}
        while True:
            left, faults = [], []
            for plugin, names, item in waiting:
                try:
                    if self._fits is not None:
                        by_plugin(lambda item=item: self._fits([one for _, one in fitting.values()], item))  # type: ignore[misc]
                    fitting[names[0]] = (plugin, item)
                except PluginError as error:
                    left.append((plugin, names, item))
                    faults.append(plugin.finding(error.message, self._severity))
            if not left or len(left) == len(waiting):
                in_order = sorted(fitting.items(), key=lambda pair: pair[1][0])
                return dict(in_order), faults
            waiting = left
