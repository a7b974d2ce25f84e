"""Plans, goals, principles, tasks and projects as a typed dependency graph with unit-aware indicators.

Read a plan with :func:`read_plan`, or build a :class:`Plan` from elements; ask its ``graph``, ``check`` it, ``explain``
an element, write it with ``to_yaml``. Every name below is imported when it is first used, so that ``import planmodel``
brings in neither pint nor networkx.

The floors, each of which imports only from those below it::

    cli        the planmodel command
    views      summaries, notebook display, pictures
    corpus     thousands of plans as tables
    drafting   a document becomes a draft plan
    evaluating what became of promises
    comparing  many plans side by side
    check      rules and findings
    verifying  numbers computed again by other means
    tracking   progress of indicators and goals
    scheduling critical paths, delays, uncertainty, resources
    exchange   other people's plans: StratML, IATI, ArchiMate, …; any plan file, opened by what it holds
    documents  Word, PDF, web pages and text files as text with places
    formats    YAML, JSON, tables, JSON Schema, graph exports
    graph      the plan's graph and the questions about it
    phrases    published target phrases
    model      elements, relations, targets, plans
    units      amounts and the unit registry
    arguments  derivation  errors  diagnostics  encodings  listing  progress_bar  records  text  versions
"""

from importlib import import_module as _import_module

from planmodel.version import __version__ as __version__


def _listed() -> dict[str, str]:
    # The stub beside this file lists the names for type checkers, and so they stand in one place.
    import re
    from pkgutil import get_data

    stub = (get_data(__name__, "__init__.pyi") or b"").decode()
    return {name: module for module, name in re.findall(r"^from ([\w.]+) import (\w+) as", stub, re.MULTILINE)}


_HOME_OF = _listed()
_MODULES = ("errors", "functions", "parts", "results", "testing")

__all__ = sorted([*_HOME_OF, "__version__"])  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home == __name__:
        return _import_module(f"planmodel.{name}")
    if home is not None:
        value = getattr(_import_module(home), name)
        globals()[name] = value
        return value
    if name in _MODULES:
        return _import_module(f"planmodel.{name}")
    if not name.startswith("_"):
        # Names that once stood here are still found when code runs; type checkers and readers see their modules.
        for module in _MODULES[:-1]:
            found = getattr(_import_module(f"planmodel.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"module 'planmodel' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
