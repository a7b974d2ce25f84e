"""Files that are decoded in one pass give the rows of the ordinary way, and are refused wherever that refuses them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import planmodel as pm
import strategies
from planmodel import testing
from planmodel.corpus import build as building
from planmodel.corpus.columns import arrow_column
from planmodel.corpus.link_rows import attributes
from planmodel.corpus.rows import Content, Place, Rows
from planmodel.corpus.schema import arrow_schema
from planmodel.errors import ModelError, PlanModelError
from planmodel.exchange.plan_files import read_files
from planmodel.formats.decoded import decode
from planmodel.formats.native import read_with_problems
from planmodel.formats.plain_data import plan_tree
from planmodel.model.element import Element, Nested
from planmodel.model.relations import Link, as_link, as_links, relation
from planmodel.model.sources import as_citations
from planmodel.model.vocabulary import VOCABULARY, Vocabulary
from reached import Reached
from spoiling.changes import spoiled, varied

pytest.importorskip("pyarrow", reason="needs pyarrow")
pytest.importorskip("msgspec", reason="needs msgspec")

EXAMPLES = Path(__file__).parents[2] / "examples"
FUZZ = settings(max_examples=150)


def rows(content: Content) -> Any:
    """Return the rows of a plan by table, or the error that they end in."""
    held = Rows()
    try:
        held.add(content)
    except PlanModelError as error:
        return repr(error)
    found = {}
    for table, count in held.count().items():
        if count:
            columns = held.columns(table, Place("none", "none"))
            found[table] = {
                one.name: arrow_column(columns[one.name], one.type).to_pylist() for one in arrow_schema(table)
            }
    return found


def is_decoded(path: Path, vocabulary: Vocabulary = VOCABULARY) -> bool:
    """Hold a file's rows against those of the ordinary way, and return whether it was decoded at all."""
    decoded = decode(path, vocabulary, attributes)
    if decoded is None:
        return False
    plan, problems = read_with_problems(path, vocabulary=vocabulary)
    assert problems == ()
    assert plan is not None
    assert rows(Content(decoded.plan, str(path), decoded.elements, decoded.links)) == rows(Content(plan, str(path)))
    return True


@attrs.frozen(kw_only=True)
class Ward(Nested):
    """A kind like the shipped ones."""

    color: Literal["red", "blue"] = attrs.field(default="red")
    near: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("ward"))
    serves: Link | None = attrs.field(default=None, converter=as_link, metadata=relation("goal", external=True))
    basis: tuple[pm.Citation, ...] = attrs.field(default=(), converter=as_citations)
    kind = "ward"
    plural = "wards"


def _odd_only(instance: object, attribute: attrs.Attribute[Any], value: int) -> None:
    if value % 2 == 0:
        raise ModelError("even")


@attrs.frozen(kw_only=True)
class Odd(Element):
    """A kind with a rule for one field, and a field that must be there."""

    number: int = attrs.field(validator=_odd_only)
    evidence: Literal["stated", "inferred", "assumed"] = "assumed"
    kind = "odd"
    plural = "odds"


@attrs.frozen(kw_only=True)
class Pair(Element):
    """A kind with a rule over two fields."""

    low: int | None = None
    high: int | None = None
    kind = "pair"
    plural = "pairs"

    def __attrs_post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ModelError("low above high")


OWN = VOCABULARY.extend(Ward, Odd, Pair)


@pytest.mark.reaches(good=5)
def test_the_examples_are_decoded(reached: Reached, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(EXAMPLES.rglob("*.yaml"))):
        plan, problems = read_with_problems(path)
        if plan is not None and reached("good", not problems):
            plan.to_json(tmp_path / f"{number}.json")
            assert is_decoded(tmp_path / f"{number}.json"), path


def test_synthetic_plans_are_decoded_however_their_json_is_laid_out(tmp_path: Path) -> None:
    for path in testing.write_plans(tmp_path, 5, elements=60):
        assert is_decoded(path)
        tree = json.loads(path.read_text(encoding="utf-8"))
        for how in ({"indent": 2}, {"separators": (",", ":")}, {"separators": (" , ", " : ")}, {"ensure_ascii": False}):
            path.write_text(json.dumps(tree, **how), encoding="utf-8")
            assert is_decoded(path)


@FUZZ
@pytest.mark.reaches(decoded=100)
@given(seed=st.integers(0, 2**32))
def test_a_plan_of_any_shape_is_decoded_unless_an_escape_forbids_it(
    reached: Reached, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "plan.json"
    strategies.make_plan(seed).evolve(units=()).to_json(path)  # one with units of its own is read the ordinary way
    assert reached("decoded", is_decoded(path)) or "\\u" in path.read_text(encoding="utf-8")


@FUZZ
@pytest.mark.reaches(decoded=300)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_plan_is_refused_or_gives_the_same_rows(reached: Reached, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plan.json"
    tree, chance = plan_tree(strategies.make_plan(seed)), random.Random(seed)
    for change in [spoiled, varied] * 5:
        changed = change(tree, chance)
        path.write_text(json.dumps(changed, ensure_ascii="\ud800" in str(changed)), encoding="utf-8", errors="replace")
        reached("decoded", is_decoded(path))


PIECES = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\\u0000", b"\\ud83d\\ude00", b"\\ud800", b"\\u0022", b"\\u003a",
    b"\\\":", b"\\", b'"', b":", b" :", b",", b"null", b"NaN", b"1e400", b"01", b"{}", b"[]", b" ", b"\n", b"\t", b"x",
)  # fmt: skip


@FUZZ
@pytest.mark.reaches(decoded=25)
@given(seed=st.integers(0, 2**32))
def test_a_text_with_bytes_put_in_or_keys_that_stand_twice_is_refused_or_gives_the_same_rows(
    reached: Reached, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "plan.json"
    strategies.make_plan(seed).to_json(path)
    data, chance = path.read_bytes(), random.Random(seed)
    for _ in range(20):
        changed = data
        for _ in range(chance.randint(1, 2)):
            at = chance.randrange(len(changed))
            changed = pieced(changed, at, chance) if chance.random() < 0.5 else doubled(changed, at, chance)
        path.write_bytes(changed)
        reached("decoded", is_decoded(path))


def pieced(data: bytes, at: int, chance: random.Random) -> bytes:
    return data[:at] + chance.choice(PIECES) + data[at:]


def doubled(data: bytes, at: int, chance: random.Random) -> bytes:
    """Return data with the next key once more before it, with some value."""
    start = data.find(b'"', at)
    end = data.find(b'":', start + 1) + 2
    key = data[start:end] if 0 <= start < end else b""
    value = chance.choice([b'"task-0"', b"1", b"[]", b"null", b'"x"', b'"2025"'])
    return data[: max(start, 0)] + key + value + b"," + data[max(start, 0) :]


@FUZZ
@pytest.mark.reaches(decoded=25)
@given(seed=st.integers(0, 2**32))
def test_kinds_of_ones_own_are_decoded_by_their_own_rules(reached: Reached, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "plan.json"
    chance = random.Random(seed)
    tree = plan_tree(strategies.make_plan(seed))
    tree["wards"] = [{"id": f"w{n}", "name": "区", "near": ["w0"], "serves": "elsewhere"} for n in range(3)]
    tree["odds"] = [{"id": "o", "name": {"en": "odd"}, "number": 3}]
    tree["pairs"] = [{"id": "pp", "name": "pair", "low": 1, "high": 2}]
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert is_decoded(path, OWN) or "\\u" in path.read_text(encoding="utf-8")
    own = {key: tree[key] for key in ("wards", "odds", "pairs")}
    for _ in range(10):
        path.write_text(json.dumps({**tree, **spoiled(own, chance)}), encoding="utf-8")
        reached("decoded", is_decoded(path, OWN))


@pytest.mark.parametrize(("id", "good"), [("d", True), ("w", False), ("gone", False)])
def test_what_a_kind_of_ones_own_cites_in_a_field_of_its_own_is_followed(tmp_path: Path, id: str, good: bool) -> None:
    ward = {"id": "w", "name": "W", "basis": [id]}
    tree = {"planmodel": 1, "id": "p", "title": "P", "documents": [{"id": "d", "name": "D"}], "wards": [ward]}
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert is_decoded(path, OWN) is good
    assert (read_with_problems(path, vocabulary=OWN)[1] == ()) is good


@pytest.mark.parametrize(
    "fault",
    [
        {"id": "p", "name": "the plan's id"},
        {"id": "d", "name": "another's id"},
        {"id": "a b", "name": "a blank in its id"},
        {"id": "a\nb", "name": "a line break in its id"},
        {"id": "-a", "name": "an id that begins with a hyphen"},
        {"id": "t", "name": ""},
        {"id": "t", "name": {}},
        {"id": "t", "name": {"chinese language": "x"}},
        {"id": "t", "name": "x", "note": None, "nmae": "x"},
        {"id": "t", "name": "x", "period": "2025/2021"},
        {"id": "t", "name": "x", "evidence": "guessed"},
        {"id": "t", "name": "x", "declared_count": -1},
        {"id": "t", "name": "x", "declared_count": 1.0},
        {"id": "t", "name": "x", "sources": ["nobody"]},
        {"id": "t", "name": "x", "sources": ["u"]},
        {"id": "t", "name": "x", "sources": [{"document": "d", "page": "1"}]},
        {"id": "t", "name": "x", "depends_on": ["nobody"]},
        {"id": "t", "name": "x", "depends_on": ["d"]},
        {"id": "t", "name": "x", "depends_on": [{"to": "u"}]},
        {"id": "t", "name": "x", "depends_on": [{"on": "u", "lag": "3 蒲式耳"}]},
        {"id": "t", "name": "x", "depends_on": [{"on": "u", "sources": ["u"]}]},
        {"id": "t", "name": "x", "contributes_to": [{"to": "g", "strength": 2}]},
        {"id": "t", "name": "x", "duration": {"likely": "3 月", "sources": ["nobody"]}},
        {"id": "t", "name": "x", "part_of": "g"},
    ],
)
def test_a_faulty_element_is_not_decoded(tmp_path: Path, fault: dict[str, Any]) -> None:
    tree: dict[str, Any] = {
        "planmodel": 1,
        "id": "p",
        "title": "x",
        "documents": [{"id": "d", "name": "x"}],
        "goals": [{"id": "g", "name": "x"}],
        "tasks": [{"id": "u", "name": "x", "sources": ["d"]}],
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert is_decoded(path)
    tree["tasks"].append(fault)
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert not is_decoded(path)
    assert read_with_problems(path)[1]


@pytest.mark.parametrize(
    "text",
    [
        '{"planmodel": 1, "id": "p", "title": "x", "title": "y"}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": [], "tasks": []}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": [{"id": "t", "name": "x", "name": "y"}]}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": [{"id": "t", "name": {"zh": "x", "zh": "y"}}]}',
        '{"id": "p", "title": "x", "tasks": [{"id": "t", "name": "\\u003a", "note": "x", "note": "y"}]}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": [{"id": "t", "name": "x", "cost": {}, "cost": {}}]}',
        '{"id": "p", "title": "x", "indicators": [{"id": "t", "name": "x", "baseline": {"year": 1, "year": 1}}]}',
        '{"planmodel": 2, "id": "p", "title": "x"}',
        '{"overlay": "p", "title": "x"}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": {}}',
        '{"planmodel": 1, "id": "p", "title": "x"} {}',
        '{"planmodel": 1, "id": "p", "title": "x", "tasks": [{"id": "t", "name": "\\u0000"}]}',
        "[]",
        "",
    ],
)
def test_a_faulty_file_is_not_decoded(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    assert not is_decoded(path)
    assert not is_decoded(tmp_path / "none.json")


def test_indicators_with_the_same_numbers_keep_targets_of_their_own(tmp_path: Path) -> None:
    targets = [{"year": 2025, "as_published": "≤22"}, {"year": 2030, "as_published": "≤20"}]
    metrics = ("pm25", "pm25", None, "ozone", None, "pm25")
    indicators = [
        {"id": f"i{n}", "name": "x", "unit": "吨", "targets": targets} | ({"metric": metric} if metric else {})
        for n, metric in enumerate(metrics)
    ]
    path = tmp_path / "plan.json"
    tree = {"planmodel": 1, "id": "p", "title": "x", "indicators": indicators}
    path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    assert is_decoded(path)
    decoded = decode(path, VOCABULARY, attributes)
    assert decoded is not None
    told = rows(Content(decoded.plan, None, decoded.elements, decoded.links))["targets"]
    assert [one for one, compared in zip(told["indicator"], told["compared"], strict=True) if compared] == ["i0", "i3"]


def test_files_that_are_not_decoded_make_the_same_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    testing.write_plans(tmp_path / "plans", 4, elements=40)
    (tmp_path / "plans" / "broken.json").write_text("{", encoding="utf-8")
    asked = []

    def read(files: list[Path], vocabulary: Vocabulary) -> Any:
        asked.extend(files)
        return read_files(files, vocabulary)

    monkeypatch.setattr(building, "read_files", read)
    made = [pm.build_corpus(tmp_path / "plans", tmp_path / "with", workers=1)]
    assert len(asked) == 1
    monkeypatch.setattr(building, "decode", lambda *args: None)
    made.append(pm.build_corpus(tmp_path / "plans", tmp_path / "without", workers=1))
    assert len(asked) == 6
    assert made[0].rows == made[1].rows
    assert made[0].findings == made[1].findings
    files = [path.relative_to(tmp_path / "with") for path in (tmp_path / "with").rglob("*.parquet")]
    for path in files:
        assert (tmp_path / "with" / path).read_bytes() == (tmp_path / "without" / path).read_bytes()
