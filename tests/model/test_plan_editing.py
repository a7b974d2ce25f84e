"""Changing a plan makes a new one, and carries every reference along."""

from __future__ import annotations

import pickle
from typing import Any, ClassVar

import attrs
import pytest

import planmodel as pm
from planmodel.errors import DuplicateIdError, ModelError, ReferencedError, VocabularyError
from planmodel.parts import VOCABULARY, DeclaredCount, Element, Link


def plan() -> pm.Plan:
    return pm.Plan(
        id="p",
        title="Plan",
        follows=[Link("d", sources=[pm.Citation(document="d", section="1")])],
        drafted_by=["o"],
        declares=[DeclaredCount(kind="goal", count=1, sources=["d"])],
        elements=[
            pm.Task(id="t", name="Buses", contributes_to=[pm.Contribution("g", sources=["d"])], responsible=["o"]),
            pm.Goal(id="g", name="Air", sources=[pm.Citation(document="d", quote="x")]),
            pm.Document(id="d", name="Source"),
            pm.Organization(id="o", name="Bureau"),
            pm.Indicator(id="i", name="PM", measures=["g"], targets=[pm.Target(year=2025, sources=["d"])]),
        ],
    )


def test_elements_stand_in_the_order_of_kinds() -> None:
    assert list(plan()) == ["d", "o", "g", "i", "t"]


def test_adding_replacing_and_removing_leave_the_old_plan_alone() -> None:
    old = plan()
    new = old.add(pm.Goal(id="g2", name="Water")).replace("t", name="Trams").remove("i")
    assert "g2" in new
    assert "g2" not in old
    assert (new["t"].name, old["t"].name) == ("Trams", "Buses")
    assert "i" not in new


def test_a_taken_id_is_refused() -> None:
    with pytest.raises(DuplicateIdError, match="has the id 'g' of goal 'Air'"):
        plan().add(pm.Task(id="g", name="x"))
    with pytest.raises(DuplicateIdError, match="of the plan"):
        plan().add(pm.Task(id="p", name="x"))


def test_what_others_point_at_is_not_removed_in_silence() -> None:
    with pytest.raises(ReferencedError, match="i, t point there") as caught:
        plan().remove("g")
    assert caught.value.holders == ("i", "t")
    dropped = plan().remove("g", references="drop")
    assert dropped.tasks["t"].contributes_to == ()
    assert dropped.indicators["i"].measures == ()
    assert plan().remove("g", "i", "t").all.ids == ("d", "o")


def test_dropping_a_document_drops_its_citations_everywhere() -> None:
    left = plan().remove("d", references="drop")
    assert left.follows == ()
    assert left.declares[0].sources == ()
    assert left["g"].sources == ()
    assert left.tasks["t"].contributes_to[0].sources == ()
    assert left.indicators["i"].targets[0].sources == ()


def test_renaming_carries_links_and_citations_along() -> None:
    new = plan().rename("d", "source").rename("g", "goal-air").rename("o", "bureau")
    assert new.follows[0].to == "source"
    assert new.follows[0].sources[0].document == "source"
    assert new.declares[0].sources[0].document == "source"
    assert new.drafted_by[0].to == "bureau"
    assert new.tasks["t"].contributes_to[0].to == "goal-air"
    assert new.tasks["t"].contributes_to[0].sources[0].document == "source"
    assert new.indicators["i"].targets[0].sources[0].document == "source"
    assert new.check().at_least("error") == ()
    assert new.rename("source", "d").rename("goal-air", "g").rename("bureau", "o") == plan()


def test_replace_refuses_unknown_fields_and_a_new_id() -> None:
    with pytest.raises(ModelError, match="did you mean name"):
        plan().replace("t", nmae="x")
    with pytest.raises(ModelError, match="rename"):
        plan().replace("t", id="u")
    with pytest.raises(ModelError, match="did you mean title"):
        plan().evolve(titel="x")
    assert plan().evolve(title="New").title == "New"


def test_an_unknown_class_is_refused() -> None:
    class Other(pm.Goal):
        pass

    with pytest.raises(VocabularyError, match="no kind of this plan's vocabulary"):
        plan().add(Other(id="x", name="y"))


def test_a_plan_pickles_and_hashes() -> None:
    assert pickle.loads(pickle.dumps(plan())) == plan()
    assert hash(plan()) == hash(plan())
    assert plan() != plan().replace("t", name="x")


@attrs.frozen(kw_only=True)
class Remark:
    about: Link


@attrs.frozen(kw_only=True)
class Meeting(Element):
    """A meeting."""

    remarks: tuple[Remark, ...] = ()
    paper: Any = None

    kind: ClassVar[str] = "meeting"
    plural: ClassVar[str] = "meetings"


def test_references_inside_the_records_of_a_kind_of_ones_own_are_carried_along() -> None:
    meeting = Meeting(id="m", name="M", remarks=(Remark(about=Link("g")),), paper=pm.Citation(document="d"))
    elements = [pm.Goal(id="g", name="G"), pm.Document(id="d", name="D"), meeting]
    made = pm.Plan(id="p", title="P", elements=elements, vocabulary=VOCABULARY.extend(Meeting))
    new: Any = made.rename("g", "goal").rename("d", "source")["m"]
    assert (new.remarks[0].about.to, new.paper.document) == ("goal", "source")
    with pytest.raises(ReferencedError, match="m points there"):
        made.remove("d")


def test_of_many_only_those_that_refer_are_changed() -> None:
    goals = [pm.Goal(id=f"g{n}", name="G") for n in range(40)]
    tasks = [pm.Task(id=f"t{n}", name="T", contributes_to=[f"g{n}", f"g{n // 2}"]) for n in range(40)]
    before = pm.Plan(id="p", title="P", elements=[*goals, *tasks])
    after = before.rename("g7", "x")
    assert [one.id for one in after.tasks if one is not before[one.id]] == ["t7", "t14", "t15"]
    assert [[link.to for link in after.tasks[id].contributes_to] for id in ("t7", "t14")] == [["x", "g3"], ["g14", "x"]]
    assert len(before.remove("g7", references="drop").tasks["t7"].contributes_to) == 1
