"""Whether arguments are the kinds of things that a function is written for: asked at the public doors, by one rule."""

from __future__ import annotations

import os
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial, wraps
from numbers import Integral, Real
from typing import (
    IO,
    Any,
    Literal,
    NamedTuple,
    ParamSpec,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from planmodel.errors import ArgumentError
from planmodel.text import suggestion
from planmodel.words import Message, say, term

__all__ = ["AnyPath", "check_argument", "each_checked", "kinds_checked"]

AnyPath: TypeAlias = str | os.PathLike[str]
"""The way to a file or folder."""

P = ParamSpec("P")
R = TypeVar("R")
V = TypeVar("V")

_HINTS: Mapping[tuple[str, str], str] = {
    ("Plan", "path"): "read_plan",
    ("Plan", "Schedule"): "plan_of",
    ("Plan", "ResourceSchedule"): "plan_of",
    ("Plan", "PlanSet"): "one_plan",
    ("Schedule", "Plan"): "schedule",
    ("Indicator", "str"): "indicator",
    ("Calendar", "str"): "calendar",
    ("mapping", "str"): "mapping",
    ("several Plan", "Plan"): "plans",
    ("several str", "str"): "texts",
}
"""What to do, as the catalogue calls it, by what is needed and what was given."""


def check_argument(parameter: str, value: object, *kinds: type, wanted: str | None = None) -> None:
    """Refuse an argument that is a thing of another kind than is needed.

    Parameters:
        parameter: its name.
        value: what was given.
        kinds: the classes that it may be of.
        wanted: how the catalogue calls that; the names of the classes when left out.

    Raises:
        ArgumentError: it is of none of them.
    """
    if not isinstance(value, kinds):
        raise _refusal(parameter, value, _any_of(_called(wanted or kind.__name__) for kind in kinds))


def each_checked(parameter: str, values: Iterable[V], kind: type[V]) -> tuple[V, ...]:
    """Return several things, each of one kind, as a tuple: for iterators, which are used up by looking.

    Raises:
        ArgumentError: one is of another kind.
    """
    things = tuple(values)
    for one in things:
        check_argument(parameter, one, kind)
    return things


def kinds_checked(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function that refuses arguments which are not of the kinds that its annotations name.

    Of several things each is looked at, where they are not used up by looking, and of a mapping each key and value. A
    parameter whose annotation is only there for type checkers is left to the function.

    Raises:
        ArgumentError: when the function is called so, with a name or more arguments than it has, or with too few.

    Example:
        >>> @kinds_checked
        ... def double(number: int) -> int:
        ...     return 2 * number
        >>> double("3")
        Traceback (most recent call last):
        planmodel.errors.ArgumentError: number must be int, found the text '3'
    """
    tests: list[_Tests] = []
    make = partial(_Tests, function)  # when it is first called: annotations name what is defined further below

    def checking(*args: Any, **named: Any) -> Any:
        if not tests:
            tests.append(make())
        tests[0].run(args, named)
        return function(*args, **named)

    # With the globals of its function, so that it stands in that module for whoever looks there for examples.
    made = types.FunctionType(
        checking.__code__,
        function.__globals__,
        None,
        None,
        checking.__closure__,
    )
    return wraps(function)(made)


_OWN = ("self", "cls")
"""Parameters that nobody passes."""


class _Test(NamedTuple):
    """What a parameter may be.

    Parameters:
        wanted: that in words; as a string, in English.
        holds: whether a value is of that kind.
        plain: the classes of which every member is of that kind, to be asked first.
    """

    wanted: str
    holds: Callable[[object], bool]
    plain: tuple[type, ...] = ()


class _Tests:
    """The tests of a function's parameters, by place and by name."""

    def __init__(self, function: Callable[..., Any]) -> None:
        import inspect

        every = inspect.signature(function).parameters
        self._named: dict[str, _Test] = {}
        self._inside: dict[str, tuple[_Test | None, _Test | None]] = {}
        self._placed: list[tuple[str, _Test | None]] = []
        self._rest: tuple[str, _Test] | None = None
        self._names = [name for name, one in every.items() if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD)]
        self._takes_any = any(one.kind is one.VAR_KEYWORD for one in every.values())
        needed = [(name, one) for name, one in every.items() if one.default is one.empty]
        self._needed = [
            (name, place) for place, (name, one) in enumerate(needed) if one.kind is one.POSITIONAL_OR_KEYWORD
        ]
        self._needed += [(name, len(every)) for name, one in needed if one.kind is one.KEYWORD_ONLY]
        self._takes_more = any(one.kind is one.VAR_POSITIONAL for one in every.values())
        for name, parameter in every.items():
            said = parameter.annotation is not parameter.empty
            told = _resolved(parameter.annotation, getattr(function, "__globals__", {})) if said else None
            test = _test(told) if told is not None else None
            inside = _inside(told) if told is not None else None
            if inside is not None:
                self._inside[name] = inside
            if parameter.kind is parameter.VAR_POSITIONAL:
                self._rest = (name, test) if test is not None else None
            elif parameter.kind is not parameter.VAR_KEYWORD:
                if parameter.kind is not parameter.KEYWORD_ONLY:
                    self._placed.append((name, test))
                if test is not None:
                    self._named[name] = test

    def run(self, args: tuple[object, ...], named: Mapping[str, object]) -> None:
        """Refuse the first argument that is of another kind than its parameter."""
        for (name, test), value in zip(self._placed, args):  # noqa: B905 (either may be longer)
            self._check(name, test, value)
        if len(args) > len(self._placed) and not self._takes_more:
            raise _too_many(len(args), [name for name, _ in self._placed], self._names)
        if self._rest is not None:
            name, test = self._rest
            for value in args[len(self._placed) :]:
                self._check(name, test, value)
        for name, value in named.items():
            test = self._named.get(name)
            if test is None and name not in self._names and not self._takes_any:
                raise _misspelt(name, [known for known in self._names if known not in _OWN])
            self._check(name, test, value)
        for name, place in self._needed:
            if place >= len(args) and name not in named:
                raise ArgumentError(say("no_argument", name=name), parameter=name)

    def _check(self, name: str, test: _Test | None, value: object) -> None:
        if test is not None and not isinstance(value, test.plain) and not test.holds(value):
            raise _refusal(name, value, test.wanted)
        inside = self._inside.get(name)
        if inside is None or not isinstance(value, Mapping):
            return
        for key, held in value.items():
            for is_key, one, inner in ((True, key, inside[0]), (False, held, inside[1])):
                if inner is not None and not isinstance(one, inner.plain) and not inner.holds(one):
                    place = say("argument.key", name=name) if is_key else f"{name}[{key!r:.40}]"
                    raise _refusal(place, one, inner.wanted)


def _misspelt(name: str, names: Sequence[str]) -> ArgumentError:
    hint = suggestion(name, names) or (say("there_are", names=tuple(names)) if names else say("there_are.none"))
    return ArgumentError(say("argument.none", name=repr(name)), parameter=name, hint=hint)


def _too_many(given: int, placed: Sequence[str], names: Sequence[str]) -> ArgumentError:
    """Return the error for arguments that have no place, with how to write them by name."""
    own = sum(name in _OWN for name in placed)
    rest = [name for name in names if name not in placed and name not in _OWN]
    message = say("too_many_arguments", most=len(placed) - own, n=given - own)
    hint = say("write_by_name", names=[f"{name}=" for name in rest]) if rest else None
    return ArgumentError(message, parameter=rest[0] if rest else "", hint=hint)


def _resolved(annotation: object, names: Mapping[str, object]) -> Any:
    """Return what an annotation stands for; ``None`` where that is there for type checkers alone."""
    try:
        holder = types.SimpleNamespace(__annotations__={"it": annotation})
        return get_type_hints(holder, globalns=dict(names))["it"]
    except NameError:
        return None


def _test(annotation: object) -> _Test | None:
    """Return the test for an annotation; ``None`` when anything may be."""
    parts = [*_parts(annotation)]
    tests = [part for part in parts if part is not None]
    return _joined(tests) if len(tests) == len(parts) else None


def _inside(annotation: Any) -> tuple[_Test | None, _Test | None] | None:
    """Return the tests of the keys and values of a mapping; ``None`` where there is none, or it may hold anything."""
    options = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    held = [get_args(one) for one in options if get_origin(one) in (Mapping, dict)]
    return (_test(held[0][0]), _test(held[0][1])) if len(held) == 1 else None


def _called(kind: str) -> Message:
    """Return what a kind of arguments is called; a class goes by its name in every language."""
    return term("argument_kind", kind)


def _any_of(kinds: Iterable[str]) -> str:
    """Return several kinds in words, of which an argument may be any."""
    several = tuple(dict.fromkeys(kinds))
    return several[0] if len(several) == 1 else say("argument.any_of", kinds=several)


def _joined(tests: Sequence[_Test]) -> _Test:
    """Return the test that holds when one of several does."""
    wanted = _any_of(test.wanted for test in tests)
    plain = tuple(kind for test in tests for kind in test.plain)
    others = [test.holds for test in tests if not test.plain]
    return _Test(wanted, lambda value: isinstance(value, plain) or any(holds(value) for holds in others), plain)


def _parts(annotation: object) -> Iterator[_Test | None]:
    """Yield the test of each kind of thing that an annotation names."""
    if get_origin(annotation) in (Union, types.UnionType):
        for option in get_args(annotation):
            yield from _parts(option)
        return
    yield _part(annotation)


def _part(annotation: Any) -> _Test | None:
    if annotation is Any:
        return None
    if annotation is None or annotation is type(None):
        return _Test("None", lambda value: value is None, (type(None),))
    if annotation is int:
        return _Test(_called("int"), lambda value: isinstance(value, Integral) and not isinstance(value, bool))
    if annotation is float:
        return _Test(_called("number"), lambda value: isinstance(value, Real) and not isinstance(value, bool))
    origin = get_origin(annotation)
    if origin is Literal:
        return _Test(_called("word"), lambda value: isinstance(value, str))
    if origin is type:
        return _Test(_called("class"), lambda value: isinstance(value, type))
    kind = origin if isinstance(origin, type) else annotation
    if not isinstance(kind, type) or kind is object or getattr(kind, "_is_protocol", False):
        return None
    if issubclass(kind, IO):
        return _Test(_called("file"), lambda value: hasattr(value, "read"))
    if kind.__name__ == "Callable":
        return _Test(_called("function"), callable)
    if kind is os.PathLike:
        return _Test(_called("path"), lambda value: isinstance(value, os.PathLike))
    if kind in (Mapping, dict):
        return _Test(_called("mapping"), lambda value: isinstance(value, kind))
    if issubclass(kind, Iterable) and origin is not None:
        return _several(kind, get_args(annotation))
    return _Test(_called(kind.__name__), lambda value: isinstance(value, kind), (kind,))


def _several(kind: type, arguments: tuple[Any, ...]) -> _Test:
    """Return the test of several things, as ``Iterable[Plan]`` and ``tuple[Plan, ...]`` name them.

    A text is several letters, and a plan several ids, but neither is ever meant so.
    """
    parts = [*_parts(arguments[0])] if arguments and arguments[1:] in ((), (...,)) else [None]
    tests = [part for part in parts if part is not None]
    each = _joined(tests) if len(tests) == len(parts) else None

    def holds(value: object) -> bool:
        if not isinstance(value, kind) or type(value).__name__ in ("str", "Plan"):
            return False
        if each is None or not isinstance(value, Iterable) or isinstance(value, Iterator):
            return True
        return all(isinstance(one, each.plain) or each.holds(one) for one in value)

    return _Test(say("argument.several", kind=_called("things") if each is None else each.wanted), holds)


def _refusal(parameter: str, value: object, wanted: str) -> ArgumentError:
    given = type(value).__name__
    needs = wanted.split(" or ")
    keys = [given, *(["path"] if isinstance(value, str | os.PathLike) else [])]
    hint = next((_HINTS[need, key] for need in needs for key in keys if (need, key) in _HINTS), None)
    if value is None:
        what = "None"
    elif isinstance(value, str):
        what = say("argument.text", text=f"{value!r:.40}")
    elif isinstance(value, type):
        what = say("argument.class", name=value.__name__)
    else:
        what = f"{given} {value!r:.40}" if isinstance(value, int | float | os.PathLike) else given
    message = say("argument.refused", name=parameter, wanted=wanted, found=what)
    return ArgumentError(message, parameter=str(parameter), hint=None if hint is None else say(f"argument.hint.{hint}"))
