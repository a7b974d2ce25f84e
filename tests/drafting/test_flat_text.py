"""Texts that a copy has left without ends of paragraphs give what they give with them; every plan here is invented."""

from __future__ import annotations

import pytest

import planmodel as pm

LINES = (
    "青禾市人民政府关于印发《青禾市公共体育发展规划（2023—2027年）》的通知",
    "青政发〔2023〕8号",
    "各县（市、区）人民政府，市政府各部门：",
    "根据《全民健身条例》，我市编制了《青禾市公共体育发展规划（2023—2027年）》，现印发给你们，请认真贯彻执行。",
    "青禾市人民政府",
    "2023年4月2日",
    "青禾市公共体育发展规划（2023—2027年）",
    "一、总体要求",
    "（一）指导思想",
    "以增进人民健康为中心，完善公共体育服务。",
    "（二）工作方针",
    "——政府主导。落实各级政府责任，增加投入。",
    "——共建共享。鼓励社会力量参与，开放设施。",
    "（三）发展目标",
    "到2027年，公共体育服务体系基本建成。",
    "——人均体育场地面积达到3.2平方米；",
    "——国民体质合格率不低于92%。",
    "二、主要任务",
    "（一）完善设施网络",
    "新建体育公园12个。",
    "专栏1 村级健身设施提升工程",
    "为行政村补齐健身器材，建立维护队伍。",
    "（二）丰富赛事活动",
    "每年举办赛事60场。",
    "三、保障措施",
    "（一）加强组织领导",
    "建立联席会议制度，协调解决问题。",
    "（二）强化资金保障",
    "落实彩票公益金，支持设施建设。",
)


@pytest.mark.parametrize("joined", ["\n", " ", "　　"], ids=["lines", "spaces", "wide"])
def test_a_plan_in_one_line_is_drafted_like_one_in_lines(joined: str) -> None:
    draft = pm.draft_plan(joined.join(LINES).encode())
    plan = draft.plan
    named = {kind: [str(one.label()) for one in getattr(plan, kind)] for kind in ("sections", "principles", "tasks")}
    assert plan.title == "青禾市公共体育发展规划（2023—2027年）"
    assert (plan.number, str(plan.issued), str(plan.period)) == ("青政发〔2023〕8号", "2023-04-02", "2023/2027")
    assert [str(plan[one.to].label()) for one in plan.follows] == ["全民健身条例"]
    assert named["sections"][:4] == ["总体要求", "指导思想", "工作方针", "发展目标"]
    assert named["principles"] == ["政府主导", "共建共享"]
    assert named["tasks"] == ["完善设施网络", "丰富赛事活动", "加强组织领导", "强化资金保障"]
    assert [str(one.label()) for one in plan.projects] == ["村级健身设施提升工程"]
    promised = [target.as_published for one in plan.indicators for target in one.targets]
    wanted = ("人均体育场地面积达到3.2平方米", "国民体质合格率不低于92%", "新建体育公园12个", "每年举办赛事60场")
    assert not set(wanted) - set(promised)
    assert ("PM047" in " ".join(one.message for one in draft.doubts)) == (joined != "\n")
    assert not {one.code for one in plan.check(texts={"source": draft.text}).findings} & {"PM202", "PM203"}


def test_nothing_is_lost_behind_a_title_that_runs_on_into_the_text() -> None:
    draft = pm.draft_plan("".join(LINES).encode())
    tops = [str(one.label()) for one in draft.plan.sections if one.part_of is None]
    assert tops[:2] == ["总体要求", "主要任务"]
    assert draft.plan.title == "青禾市公共体育发展规划（2023—2027年）"


def test_spaces_inside_an_ordinary_line_part_nothing() -> None:
    text = "某市规划\n" + "本市坚持绿色发展，完成全部任务。各县 和各镇协同推进，成效明显。" * 12
    assert len(pm.read_document(text.encode()).paragraphs) == 2
