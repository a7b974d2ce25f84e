"""Files made to harm end in one clear error, quickly and in bounded memory."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import planmodel as pm
from planmodel.diagnostics import Diagnostic, Place
from planmodel.formats.yaml_source import YamlSource

HEAD = "planmodel: 1\nid: p\ntitle: x\n"
JSON_HEAD = '{"planmodel": 1, "id": "p", "title": '


def _bomb() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghij"
    for below, name in pairwise(names):
        lines.append(f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]")
    return HEAD + "\n".join(lines)


HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "alias-bomb.yaml": (_bomb(), "aliases"),
    "alias-in-itself.yaml": (HEAD + "goals: &a\n  - *a\n", "inside what it names"),
    "alias-of-nothing.yaml": (HEAD + "goals: *nothing\n", "nothing"),
    "deep-flow.yaml": (HEAD + "goals: " + "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    "deep-block.yaml": (HEAD + "goals:\n" + "".join(" " * n + "-\n" for n in range(1, 400)), "nested too deeply"),
    "deep.json": (JSON_HEAD + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    "nul.yaml": (HEAD + "note: a\0b\n", "NUL"),
    "nul-escape.json": (JSON_HEAD + '"\\u0000"}', "NUL"),
    "half-character.json": (JSON_HEAD + '"\\ud800"}', "half a character"),
    "utf16.yaml": (HEAD.encode("utf-16"), "UTF-16"),
    "gbk.yaml": ((HEAD + "note: 连州").encode("gbk"), "not UTF-8"),
    "python.yaml": (HEAD + "note: !!python/object/apply:os.getcwd []\n", "tag"),
    "control.yaml": (HEAD + "note: a\x07b\n", "cannot stand"),
    "nan.json": (JSON_HEAD + '"x", "base_year": NaN}', "NaN"),
    "digits.json": (JSON_HEAD + '"x", "base_year": ' + "9" * 5_000 + "}", "thousands of digits"),
    "exponent.json": (
        JSON_HEAD + '"x", "indicators": [{"id": "i", "name": "n", "baseline": {"value": 1e999999}}]}',
        "range",
    ),
    "empty.yaml": ("", "empty"),
    "nothing.yaml": ("~\n", "nothing"),
    "several.yaml": (HEAD + "---\n" + HEAD, "several documents"),
    "list.yaml": ("- a\n", "expected a plan"),
    "list-as-key.yaml": (HEAD + "? [a]\n: b\n", "key must be text"),
    "merge.yaml": (HEAD + "goals:\n  - {id: g, name: x, <<: {note: y}}\n", "merge"),
    "tab.yaml": (HEAD + "goals:\n\t- id: g\n", "tabs"),
    "trailing.json": (JSON_HEAD + '"x",}', "expecting property name|trailing comma"),
    "plan.dat": ("neither this nor that", "nothing in it tells what it is"),
}


def refused(path: Path, expected: str) -> tuple[tuple[Diagnostic, ...], int]:
    """Return the problems of a file that is refused, and the most bytes that were held on the way."""
    tracemalloc.start()
    try:
        with pytest.raises(pm.PlanFileError, match=expected) as caught:
            pm.read_plan(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return caught.value.problems, peak


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_clear_error(tmp_path: Path, name: str) -> None:
    content, expected = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(pm.PlanFileError):  # once before, so that modules imported on the way do not count
        pm.read_plan(path)
    problems, peak = refused(path, expected)
    assert problems
    assert peak < 100 * (path.stat().st_size + 200_000)


@pytest.mark.parametrize("name", ["scalar.yaml", "scalar.json"])
def test_a_scalar_of_a_hundred_megabytes_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    head, tail = (HEAD + "note: ", "") if name.endswith("yaml") else (JSON_HEAD + '"', '"}')
    path.write_text(head + "x" * 100_000_000 + tail, encoding="utf-8")
    with pytest.raises(pm.PlanFileError, match=r"bytes; at most|characters in one text; at most"):
        pm.read_plan(path)


def test_a_text_that_is_too_long_is_refused_without_further_copies_of_it(tmp_path: Path) -> None:
    size = 20_000_000
    path = tmp_path / "plan.json"
    path.write_text(f'{{"planmodel": 1, "id": "p", "title": "{"x" * size}"}}', encoding="utf-8")
    problems, peak = refused(path, "raise the limit")
    assert [one.place.column for one in problems if one.place is not None] == [38]
    assert peak < 2.5 * size  # its bytes and its text, or its text and the value


@pytest.mark.parametrize(
    ("before", "portion", "after"),
    [
        ('"zz": {"a": "', "xx", '"}}'),
        ('"zz": ["', r"\"", '"]}'),
        ('"zz" : ["', r"\"", '"]}'),
        ('"', "\\\\", '": 1}'),
        ('"tasks": [{"id": "t", "name": "', "xx", '"}]}'),
        ('"note": "', r"\"", ""),
    ],
)
def test_one_huge_text_is_refused_where_it_stands(tmp_path: Path, before: str, portion: str, after: str) -> None:
    long = portion * 17_000_000
    head = '{"planmodel": 1, "id": "p",\n "title": "t", ' + before
    path = tmp_path / "plan.json"
    path.write_text(head + long + after, encoding="utf-8")
    problems, peak = refused(path, "characters in one text; at most")
    [one] = problems
    assert one.place == Place(file=str(path), line=2, column=len(head.partition("\n")[2]))
    assert peak < 2.5 * len(long)


def test_many_texts_and_much_space_are_no_long_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    tasks = ", ".join(f'{{"id": "t{n}", "name": "{"x" * 900_000}"}}' for n in range(32))
    path.write_text(
        f'{{"planmodel": 1, "id": "p", {" " * 8_000_000}"title": "t", "tasks": [{tasks}]}}', encoding="utf-8"
    )
    assert len(pm.read_plan(path).tasks) == 32


def test_a_missing_file_and_one_that_is_a_folder_without_tables_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(pm.PlanFileError, match="no such file"):
        pm.read_plan(tmp_path / "plan.yaml")
    with pytest.raises(pm.PlanFileError):
        pm.read_plan(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert pm.read_plan(path).title == "x"


def test_thousands_of_dangling_references_do_not_take_quadratic_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = "".join(f"  - {{id: t{n}, name: n{n}, depends_on: [missing{n}]}}\n" for n in range(3_000))
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD + "tasks:\n" + tasks, encoding="utf-8")
    placed = []
    find = YamlSource.place

    def counted(self: YamlSource, path: Any, *, key: bool = False) -> Any:
        placed.append(path)
        return find(self, path, key=key)

    monkeypatch.setattr(YamlSource, "place", counted)
    with pytest.raises(pm.PlanFileError, match="3,000 problems") as caught:
        pm.read_plan(path)
    *listed, more = caught.value.problems
    assert [one.element for one in listed] == [f"t{n}" for n in range(100)]
    assert more.code == "PM101"
    assert more.message == "2,900 more problems of this kind"
    assert len(placed) == 100  # what is not listed is not looked for
