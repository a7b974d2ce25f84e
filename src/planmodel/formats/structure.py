"""From a source tree to elements: cattrs converters with planmodel's short forms, strict about keys and types.

There are two converters for each vocabulary and kind of source, made from the same hooks: one that stops at the first
fault, for good files, and one that gathers every fault with its path, for the others.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args, get_origin

import attrs
from cattrs import Converter
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError, IterableValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn, override

from planmodel.diagnostics import Diagnostic
from planmodel.errors import AmountError, ModelError, PlanModelError, VocabularyError
from planmodel.faults import fault_of
from planmodel.formats.object_fields import keys_of
from planmodel.formats.objects import own_units, tally
from planmodel.formats.scalars import (
    Fault,
    Reader,
    literal_reader,
    optional_of,
    read_amount,
    read_text,
    scalar_reader,
    wrong,
)
from planmodel.formats.source_tree import Path, SourceTree, problem
from planmodel.limits import in_force
from planmodel.model.field_types import field_types
from planmodel.model.kinds import Indicator, with_own_units
from planmodel.model.numbers import Estimate
from planmodel.model.relations import Link
from planmodel.model.sources import Citation
from planmodel.model.targets import COMMITMENTS
from planmodel.model.vocabulary import Vocabulary
from planmodel.text import near
from planmodel.units import Amount
from planmodel.units.own import UnitDefinition, unit_of_text
from planmodel.words import Message, say

__all__ = ["careful_reader", "converter", "faults", "problem_from", "unknown_keys"]


@lru_cache(maxsize=32)
def converter(vocabulary: Vocabulary, lexical: bool, gather: bool) -> Converter:
    """Return the converter for a vocabulary.

    Parameters:
        vocabulary: the kinds that may occur.
        lexical: whether scalars arrive as text (YAML, CSV) or with JSON's types.
        gather: whether every fault is gathered, rather than the first raised.
    """
    made = Converter(detailed_validation=gather, forbid_extra_keys=True)
    classes: dict[Any, Reader] = {}

    def reader(annotation: Any) -> Reader:
        inner = optional_of(annotation)
        if inner is not None:
            return _optional(reader(inner))
        if annotation is Amount:
            return _amount
        found = scalar_reader(annotation, lexical)
        if found is not None:
            return found
        if get_origin(annotation) is tuple:
            return _list(reader(get_args(annotation)[0]), gather)
        if set(get_args(annotation)) == set(COMMITMENTS):
            return _commitment(made)
        if annotation not in classes:
            classes[annotation] = _class_reader(annotation, made, gather)
        return classes[annotation]

    def hook(annotation: Any) -> Any:
        read = reader(annotation)
        return lambda value, _: read(value)

    made.register_structure_hook_factory(lambda _: True, hook)
    for scalar in (str, int, float, bool):  # cattrs' own hooks for these go before any factory
        made.register_structure_hook(scalar, hook(scalar))
    return made


def careful_reader(vocabulary: Vocabulary, lexical: bool, annotation: Any) -> Reader:
    """Return the reader of any type that raises at the first fault: a PlanModelError, or what a check raises."""
    hook: Any = converter(vocabulary, lexical, False).get_structure_hook(annotation)

    def read(value: Any) -> Any:
        try:
            return hook(value, annotation)
        except ForbiddenExtraKeysError as error:
            raise Fault(str(error), code="PM002") from error

    return read


def _optional(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _list(inner: Reader, gather: bool) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            if value is None:
                return ()
            raise wrong(say("file.list"), value, say("write", text=f"[{value}]") if isinstance(value, str) else None)
        return tuple([inner(one) for one in value])

    def read_all(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            return read(value)
        found, errors = [], []
        for number, one in enumerate(value):
            try:
                found.append(inner(one))
            except Exception as error:
                note = IterableValidationNote("", number, object)
                error.__notes__ = [*getattr(error, "__notes__", []), note]
                errors.append(error)
        if errors:
            raise IterableValidationError("in a list", errors, object)  # pyright: ignore[reportCallIssue]
        return tuple(found)

    return read_all if gather else read


def _amount(value: Any) -> Amount:
    """Read an amount, in units of the plan's own too."""
    units = own_units()
    try:
        return read_amount(value)
    except Fault:
        if units is None or type(value) is not str:
            raise
    try:
        return units.amount(value)
    except AmountError:
        return read_amount(value)  # which says what is wrong


def _commitment(made: Converter) -> Reader:
    classes = {cls.kind: cls for cls in COMMITMENTS}
    kind_of = literal_reader(tuple(classes))

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise wrong(say("file.commitment"), value)
        if "kind" not in value:
            raise Fault(
                say("file.key_missing", name="kind"), code="PM008", hint=say("file.kinds", names=tuple(classes))
            )
        cls = classes[kind_of(value["kind"])]
        return made.structure({key: one for key, one in value.items() if key != "kind"}, cls)

    return read


def _class_reader(cls: Any, made: Converter, gather: bool) -> Reader:
    """Return the reader of an attrs class from a mapping, or from its short form."""
    if not attrs.has(cls):
        raise VocabularyError(say("file.no_form", cls=f"{cls!r}"), hint=say("file.no_form.hint"))
    attrs.resolve_types(cls)  # cattrs reads what stands there
    renames: Any = {name: override(rename=key) for name, key in keys_of(cls).items() if name != key}
    from_mapping: Any = make_dict_structure_fn(
        cls, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=gather, **renames
    )
    name = cls.__name__.lower()
    keys = keys_of(cls)
    unsaid = frozenset(keys[field.name] for field in attrs.fields(cls) if field.default is not attrs.NOTHING)

    def from_said(value: dict[Any, Any]) -> Any:
        """Return the object of a mapping, in which ``null`` says the same as a key that is left out."""
        if None in value.values():
            value = {key: one for key, one in value.items() if one is not None or key not in unsaid}
        return from_mapping(value, cls)

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise wrong(say("file.mapping_of", name=name), value, _field_of_amount(cls, value))
        return from_said(value)

    if issubclass(cls, Link):
        return _link(cls, from_said)
    if cls is Citation:
        return _citation(read)
    if cls is UnitDefinition:
        return lambda value: unit_of_text(read_text(value)) if type(value) is str else read(value)
    if cls is Estimate:
        return lambda value: read(value) if type(value) is dict else Estimate(likely=_amount(value))
    if issubclass(cls, Indicator):
        return _indicator(read)
    return read


def _field_of_amount(cls: type, value: Any) -> Message | None:
    """Return what to write for an amount in the place of a record that has one: ``{total: 300 万元}``."""
    types = field_types(cls)
    field = next((one for one in types if Amount in (types[one], optional_of(types[one]))), None)
    if field is None or type(value) not in (str, int, Decimal):
        return None
    try:
        amount = Amount(value)
    except PlanModelError:
        return None
    return say("write", text=f"{{{field}: {amount}}}")


def _link(cls: type[Link], from_mapping: Reader) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is str:
            return cls(value)
        if type(value) is not dict:
            raise wrong(say("file.id_or_mapping", key=f"{cls.target_key!r}"), value)
        return from_mapping(value)

    return read


def _citation(read_mapping: Reader) -> Reader:
    def read(value: Any) -> Citation:
        found: Citation = Citation(document=value) if type(value) is str else read_mapping(value)
        tally.get().documents.add(found.document)
        return found

    return read


def _indicator(read_mapping: Reader) -> Reader:
    """Read an indicator; a target with a text and no commitment takes what the text says."""

    def read(value: Any) -> Indicator:
        found: Indicator = read_mapping(value)
        units = own_units()
        if units is not None:
            found = with_own_units(found, units)
        return found

    return read


# --- every fault, with its path ---


def faults(error: BaseException, cls: Any, value: Any, path: Path) -> Iterator[tuple[Path, Fault]]:
    """Yield each fault inside what a gathering converter raised, with its path.

    Parameters:
        error: what was raised while ``value`` was read as ``cls``.
        cls: the class or type wanted.
        value: the part of the tree at ``path``.
        path: where it stands.
    """
    if isinstance(error, ClassValidationError):
        keys = keys_of(error.cl) if attrs.has(error.cl) else {}
        for inner, note in _noted(error):
            name = keys.get(note.name, note.name) if note is not None and hasattr(note, "name") else None
            yield from faults(inner, error.cl, value, path if name is None else (*path, name))
    elif isinstance(error, IterableValidationError):
        for inner, note in _noted(error):
            yield from faults(inner, cls, value, path if note is None else (*path, note.index))
    elif isinstance(error, ForbiddenExtraKeysError):
        allowed = [*keys_of(error.cl).values()]
        for name, fault in unknown_keys(sorted(map(str, error.extra_fields)), allowed):
            yield (*path, name), fault
    elif isinstance(error, KeyError) and not isinstance(error, PlanModelError):
        yield path[:-1], Fault(say("file.key_missing", name=str(path[-1])), code="PM008", meant=str(path[-1]))
    else:
        yield _placed(error, path)


def unknown_keys(names: Iterable[str], allowed: list[str]) -> Iterator[tuple[str, Fault]]:
    """Yield the fault of each key that nothing here is called; those that will not be listed share one."""
    most = in_force().findings
    for number, name in enumerate(names):
        yield name, _unknown_key(name, allowed) if number < most else _NOT_LISTED


_NOT_LISTED = Fault(say("file.unknown"), code="PM002", key=True)


def _unknown_key(name: str, allowed: list[str]) -> Fault:
    """Return the fault of a key that nothing here is called."""
    found = near(name, allowed)
    hint = say("did_you_mean", near=found) if found else None
    if name == "<<":
        hint = say("file.merge_key")
    elif "：" in name:
        hint = say("file.full_width_colon")
    return Fault(
        say("file.unknown_key", name=name),
        code="PM002",
        hint=hint or say("file.keys", names=tuple(allowed)),
        key=True,
        meant=found[0] if found else None,
    )


def _noted(group: Any) -> list[tuple[Any, Any]]:
    found = []
    for error in group.exceptions:
        notes = [note for note in getattr(error, "__notes__", ()) if hasattr(note, "name") or hasattr(note, "index")]
        found.append((error, notes[0] if notes else None))
        if notes:
            error.__notes__ = [note for note in error.__notes__ if note is not notes[0]]
    return found


def _placed(error: BaseException, path: Path) -> tuple[Path, Fault]:
    if isinstance(error, Fault):
        return path, error
    if isinstance(error, AmountError):
        return path, Fault(error.message, code="PM005", hint=error.hint)
    if isinstance(error, ModelError):
        return (*path, *error.field), Fault(error.message, hint=error.hint)
    if isinstance(error, PlanModelError):
        return path, Fault(error.message, hint=error.hint)
    if isinstance(error, ValueError | TypeError) and _is_foreign(error):  # of a kind that is not ours
        return path, Fault(str(error) or type(error).__name__)
    fault = fault_of(f"reading {'.'.join(map(str, path))}", error)
    return path, Fault(fault.message, code="PM099", hint=say("report_it"))


def _is_foreign(error: BaseException) -> bool:
    """Return whether an exception comes from a check of somebody's own kind, and not from planmodel or what it calls.

    A check is called by what attrs generates; what a package such as pint raises is called by planmodel.
    """
    for frame, _ in reversed([*traceback.walk_tb(error.__traceback__)]):
        package = str(frame.f_globals.get("__name__")).partition(".")[0]
        if package == "planmodel":
            return False
        if package == "attr" or frame.f_code.co_filename.startswith("<attrs generated"):
            return True
    return True


def problem_from(path: Path, fault: Fault, source: SourceTree, vocabulary: Vocabulary) -> Diagnostic:
    """Return a fault as a diagnostic with its place, and the id of the element that it is in."""
    made = problem(fault.code, fault.message, source.place(path, key=fault.key), path=path, hint=fault.hint)
    if len(path) < 2 or path[0] not in vocabulary.by_plural:
        return made
    entry = source.tree[path[0]][path[1]]
    id = entry.get("id") if isinstance(entry, dict) else None
    return attrs.evolve(made, element=id if isinstance(id, str) else None)
