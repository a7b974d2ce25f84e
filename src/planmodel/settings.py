"""Settings of a project: which rules check its plans, what counts as grave, its own rules, kinds and language.

They stand in ``planmodel.toml``, or under ``[tool.planmodel]`` in ``pyproject.toml``, in the working folder or in the
nearest folder above it that has such a file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from planmodel.diagnostics import SEVERITIES, Severity
from planmodel.errors import ModelError, PlanModelError
from planmodel.limits import Limits, in_force, reason_of
from planmodel.plugins import Plugins
from planmodel.text import suggestion
from planmodel.words import say

__all__ = ["Settings", "SettingsError", "object_named", "read_settings"]

OWN_FILE = "planmodel.toml"
SHARED_FILE = "pyproject.toml"
_LANGUAGES = ("en", "zh")


class SettingsError(PlanModelError, ValueError):
    """A settings file cannot be read, or says what planmodel does not know."""


def _unchanging(severities: Mapping[str, Severity]) -> Mapping[str, Severity]:
    return MappingProxyType(dict(severities))


@attrs.frozen(kw_only=True)
class Settings:
    """What a project's settings file says; what it leaves out is empty.

    Parameters:
        select: codes of rules to run, or beginnings of codes.
        ignore: codes or beginnings of codes of rules not to run.
        severities: how grave findings are, by code or beginning of codes.
        rules: rules of one's own, as ``module:name``; a name may hold one rule or several.
        vocabulary: a vocabulary, or a kind to add to the shipped ones, as ``module:name``.
        language: in which language names are shown: ``zh`` or ``en``.
        limits: how much is read before a file is refused.
        plugins: which installed packages add kinds, rules, metrics, readers and writers: ``false``, or names of those
            that do not; ``None`` where it does not say.
        file: the file that says so; ``None`` when there is none.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = attrs.field(factory=dict, converter=_unchanging)
    rules: tuple[str, ...] = ()
    vocabulary: str | None = None
    language: str | None = None
    limits: Limits = attrs.field(factory=Limits)
    plugins: Plugins | None = None
    file: Path | None = None

    @property
    def folder(self) -> Path | None:
        """Where modules of one's own may lie: beside the file."""
        return self.file.parent if self.file is not None else None


def read_settings(folder: str | Path | None = None) -> Settings:
    """Return the settings that count in a folder: those of the nearest file there or above.

    Parameters:
        folder: where to begin; the working folder when left out.

    Raises:
        SettingsError: the file is no TOML, or has a key or a value that planmodel does not know.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = (Path(folder) / "planmodel.toml").write_text('ignore = ["PM402"]')
        ...     read_settings(folder).ignore
        ('PM402',)
    """
    begin = Path(folder if folder is not None else ".").resolve()
    for place in (begin, *begin.parents):
        for name in (OWN_FILE, SHARED_FILE):
            file = place / name
            if file.is_file():
                table = _table_of(file)
                if table is not None:
                    return _settings(table, file)
    return Settings()


def _table_of(file: Path) -> Mapping[str, Any] | None:
    """Return the table of settings in a file; ``None`` for a ``pyproject.toml`` that has none."""
    import tomllib

    most = in_force().bytes
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise SettingsError(say("settings.unread", file=file, reason=reason_of(error))) from None
    if len(content) > most:
        raise SettingsError(say("settings.large", file=file, most=most))
    if file.name == SHARED_FILE and b"planmodel" not in content:
        return None  # what is wrong with it other tools will say, of their own file
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            say("settings.no_toml", file=file, error=error), hint=say("settings.no_toml.hint")
        ) from None
    if file.name == OWN_FILE:
        return given
    tools = given.get("tool")
    table = tools.get("planmodel") if isinstance(tools, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        raise SettingsError(say("settings.no_table", file=file), hint=say("settings.no_table.hint"))
    return table


def _settings(table: Mapping[str, Any], file: Path) -> Settings:
    values: dict[str, Any] = {"file": file}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            hint = suggestion(key, _READERS) or say("settings.names", names=tuple(_READERS))
            raise SettingsError(say("settings.unknown", file=file, key=f"{key!r:.60}"), hint=hint)
        try:
            values[key] = reader(value)
        except ValueError as error:
            raise SettingsError(
                say("settings.value", file=file, key=key, value=f"{value!r:.60}", wanted=error.args[0])
            ) from None
    return Settings(**values)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ValueError(say("settings.texts"))
    return tuple(value)


def _severities(value: object) -> dict[str, Severity]:
    if not (isinstance(value, Mapping) and all(one in SEVERITIES for one in value.values())):
        raise ValueError(say("settings.severities", names=tuple(SEVERITIES)))
    return dict(value)


def _path(value: object) -> str:
    if not (isinstance(value, str) and all(value.partition(":"))):
        raise ValueError(say("settings.path"))
    return value


def _paths(value: object) -> tuple[str, ...]:
    return tuple(_path(one) for one in _texts(value))


def _language(value: object) -> str:
    if value not in _LANGUAGES:
        raise ValueError(say("file.one_of", choices=tuple(_LANGUAGES)))
    return str(value)


def _limits(value: object) -> Limits:
    names = [one.name for one in attrs.fields(Limits)]
    if not (isinstance(value, Mapping) and all(one in names for one in value)):
        raise ValueError(say("limits.table", names=names))
    return Limits(**value)


def _plugins(value: object) -> Plugins:
    if isinstance(value, bool):
        return Plugins(on=value)
    try:
        return Plugins(ignored=_texts(value))
    except ValueError:
        raise ValueError(say("plugin.setting")) from None


_READERS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "select": _texts,
        "ignore": _texts,
        "severities": _severities,
        "rules": _paths,
        "vocabulary": _path,
        "language": _language,
        "limits": _limits,
        "plugins": _plugins,
    }
)


def object_named(path: str, folder: Path | None = None) -> object:
    """Return what ``module:name`` leads to; a folder counts as a place for modules while it is looked for.

    Parameters:
        path: the module and the name in it.
        folder: where modules may lie besides those installed; the working folder when left out.

    Raises:
        ModelError: it is not ``module:name``, or the module cannot be imported or lacks the name.
    """
    module, colon, name = path.partition(":")
    if not (module and colon and name):
        raise ModelError(say("settings.no_path", path=f"{path!r:.80}"), hint=say("settings.no_path.hint"))
    here = str(folder if folder is not None else Path.cwd())
    sys.path.insert(0, here)
    try:
        return getattr(import_module(module), name)
    except Exception as error:  # whatever the user's own module raises
        raise ModelError(say("settings.unusable", path=path, kind=type(error).__name__, error=error)) from None
    finally:
        sys.path.remove(here)
