"""What is installed beside planmodel: what a report of a fault should say first."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from importlib import metadata
from operator import itemgetter

import attrs

from planmodel.columns import Column
from planmodel.tabular import Result
from planmodel.words import say

__all__ = ["Versions", "outdated", "show_versions"]

_WANTED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?(?:\s*\(?>=([0-9.]+))?")
_CORE = ("attrs", "cattrs", "msgspec", "networkx", "pint", "pyyaml")


@attrs.frozen(kw_only=True, repr=False)
class Versions(Result):
    """The versions of Python, the system, planmodel and the packages that it can use.

    Parameters:
        python: Python's version.
        system: the operating system and machine.
        packages: name and version of each package; None where it is not installed.
        plugins: name and version of each installed package that adds kinds, rules, metrics, readers or writers, and
            what it adds.
    """

    python: str
    system: str
    packages: tuple[tuple[str, str | None], ...]
    plugins: tuple[tuple[str, str, str], ...] = ()

    def _columns(self) -> Sequence[Column]:
        return (
            Column("name", "text", "python, system or the name of a package", of=itemgetter(0), words="versions"),
            Column(
                "version",
                "text",
                "its version; none where it is not installed",
                of=itemgetter(1),
                cell=lambda row: row[1] or say("versions.none"),
            ),
            Column(
                "adds",
                "text",
                "what it adds: kinds, rules, metrics, readers, writers",
                of=itemgetter(2),
                shown=bool(self.plugins),
            ),
        )

    def _rows(self) -> Sequence[tuple[str, str | None, str | None]]:
        told = (("python", self.python), ("system", self.system), *self.packages)
        return (*((name, version, None) for name, version in told), *self.plugins)


def show_versions() -> Versions:
    """Return the versions of planmodel, Python and every package that planmodel can use; it shows itself as a table.

    Packages that add kinds, rules, metrics, readers or writers are loaded to tell what they add.

    Returns:
        The versions; the core's packages first, then those of the extras by name, then those that add something.

    Example:
        >>> import planmodel as pm
        >>> versions = pm.show_versions()
        >>> versions.packages[0][0], dict(versions.packages)["attrs"] is not None
        ('planmodel', True)
    """
    names = ("planmodel", *_CORE, *sorted(_extras() - set(_CORE)))
    return Versions(
        python=platform.python_version(),
        system=platform.platform(),
        packages=tuple((name, _version(name)) for name in names),
        plugins=_plugins(),
    )


def _plugins() -> tuple[tuple[str, str, str], ...]:
    """Return the packages that add something."""
    from planmodel.packages import told_by_package

    return told_by_package()


def outdated() -> tuple[str, ...]:
    """Return what is installed in a version older than planmodel works with, each as a sentence.

    Example:
        >>> outdated()
        ()
    """
    told = {}
    for name, lowest in _wanted():
        installed = _version(name)
        if installed is not None and lowest is not None and _parts(installed) < _parts(lowest):
            told[name] = f"{name} {installed} is installed, planmodel needs {lowest} or newer"
    return tuple(told[name] for name in sorted(told))


def _extras() -> set[str]:
    """Return the packages that the extras of the installed planmodel name, but for those of its developers."""
    return {name for name, _ in _wanted()}


def _wanted() -> list[tuple[str, str | None]]:
    """Return the packages that the installed planmodel names, but for its developers', each with its lowest version."""
    try:
        lines = metadata.requires("planmodel") or []
    except metadata.PackageNotFoundError:  # run from a folder of sources that nobody installed
        return []
    named = (_WANTED.match(line) for line in lines if "'dev'" not in line.replace('"', "'"))
    return [(match[1].lower(), match[2]) for match in named if match and match[1].lower() != "planmodel"]


def _parts(version: str) -> tuple[int, ...]:
    """Return the numbers that a version begins with: ``0.25.1rc1`` is after 0.25 and, for our purpose, 0.25.1."""
    beginning = re.match(r"[0-9.]*", version)
    return tuple(int(part) for part in (beginning[0] if beginning else "").split(".") if part)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
