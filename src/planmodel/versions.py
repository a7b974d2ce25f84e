"""What is installed beside planmodel: what a report of a fault should say first."""

from __future__ import annotations

import platform
import re
from importlib import metadata

import attrs

from planmodel.listing import text_table

__all__ = ["Versions", "show_versions"]

_CORE = ("attrs", "cattrs", "networkx", "pint", "pyyaml")


@attrs.frozen(kw_only=True, repr=False)
class Versions:
    """The versions of Python, the system, planmodel and the packages that it can use.

    Parameters:
        python: Python's version.
        system: the operating system and machine.
        packages: name and version of each package; None where it is not installed.
    """

    python: str
    system: str
    packages: tuple[tuple[str, str | None], ...]

    def to_records(self) -> list[dict[str, str | None]]:
        """Return one record a line: ``name`` and ``version``."""
        rows = (("python", self.python), ("system", self.system), *self.packages)
        return [{"name": name, "version": version} for name, version in rows]

    def __str__(self) -> str:
        rows = [(one["name"] or "", one["version"] or "not installed") for one in self.to_records()]
        return "\n".join(text_table(("name", "version"), rows))

    __repr__ = __str__


def show_versions() -> Versions:
    """Return the versions of planmodel, Python and every package that planmodel can use; it shows itself as a table.

    Returns:
        The versions; the core's packages first, then those of the extras by name.

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
    )


def _extras() -> set[str]:
    """Return the packages that the extras of the installed planmodel name, but for those of its developers."""
    try:
        wanted = metadata.requires("planmodel") or []
    except metadata.PackageNotFoundError:  # run from a folder of sources that nobody installed
        return set()
    named = (re.match(r"[A-Za-z0-9._-]+", line) for line in wanted if "'dev'" not in line.replace('"', "'"))
    return {match[0].lower() for match in named if match} - {"planmodel"}


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
