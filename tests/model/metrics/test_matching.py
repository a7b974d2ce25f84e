"""Which metric a printed name means: found by other wordings of the same, and never where a word makes a difference."""

from __future__ import annotations

import csv
import json
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from planmodel.model.metrics import find_metric, likeness, metric_named, metric_of, shared_metrics
from planmodel.model.metrics.canonical import canonical
from planmodel.model.metrics.index import NameIndex, index_of

SHARED = Path(__file__).parents[4] / "shared" / "data"
DATA = SHARED / "plans.json"
NAMES = SHARED / "truth" / "names.tsv"

CANONICAL = {
    "aqi_good_rate": "good-days-share",
    "co2_intensity": "carbon-intensity",
    "co_p95": "co-p95",
    "cod_key_project_cut": "cod-project-cut",
    "cod_total": "cod-total",
    "drinking_source": "drinking-water-source-share",
    "drinking_source_township": "drinking-water-source-township-share",
    "energy_intensity": "energy-intensity",
    "energy_total": "energy-total",
    "forest_coverage": "forest-cover-share",
    "forest_stock": "forest-stock",
    "groundwater_very_poor": "groundwater-very-poor-share",
    "heavy_pollution_rate": "heavy-pollution-days-share",
    "nearshore_good": "nearshore-good-share",
    "nh3n_key_project_cut": "nh3n-project-cut",
    "nh3n_total": "nh3n-total",
    "no2": "no2",
    "non_fossil_share": "non-fossil-share",
    "nox_key_project_cut": "nox-project-cut",
    "nox_total": "nox-total",
    "o3_p90": "o3-8h-p90",
    "pm10": "pm10",
    "pm25": "pm25",
    "public_satisfaction": "public-satisfaction",
    "so2": "so2",
    "so2_total": "so2-total",
    "surface_water_good": "surface-water-good-share",
    "surface_water_worse_v": "surface-water-worse-v-share",
    "tp_total": "tp-total",
    "voc_key_project_cut": "voc-project-cut",
    "voc_total": "voc-total",
    "water_function_zone": "water-function-zone-share",
    "wetland_protection": "wetland-protection-share",
}


KEPT_APART = (
    ("城镇调查失业率", "城镇登记失业率"),
    ("农村居民人均可支配收入", "农村居民人均纯收入"),
    ("城乡居民收入比", "农村城镇可支配收入比"),
    ("数字经济核心产业增加值占GDP比重", "数字经济增加值占GDP比重"),
    ("财政总收入", "一般公共预算收入", "财政收入"),
    ("全员劳动生产率", "社会劳动生产率", "制造业全员劳动生产率"),
    ("每万人发明专利拥有量", "每万人口高价值发明专利拥有量"),
    ("高技术制造业增加值占规上工业比重", "高新技术产业增加值占规上工业比重", "高新技术企业数"),
    ("战略性新兴产业增加值占GDP比重", "战略性新兴产业增加值占规上工业比重", "新兴产业比重"),
    ("研发经费投入强度", "研发经费投入增长", "基础研究经费占研发经费比重"),
    ("常住人口城镇化率", "户籍人口城镇化率", "城镇化率"),
    ("每千人口医疗卫生机构床位数", "每千名老年人养老床位数", "每万人卫生机构床位数"),
    ("人均预期寿命", "健康预期寿命"),
    ("劳动年龄人口平均受教育年限", "新增劳动力平均受教育年限", "平均受教育年限"),
    ("高中阶段毛入学率", "高中阶段净入学率"),
    ("经常参加体育锻炼人数", "经常参加体育锻炼人数比例"),
    ("粮食综合生产能力", "粮食(谷物)综合生产能力", "粮食产量"),
    ("农膜回收率", "当季地膜回收率"),
    ("非化石能源占能源消费比重", "可再生能源占能源消费比重"),
    ("可再生能源电力总量消纳责任权重", "非水电消纳责任权重"),
    ("单位GDP用水量", "单位GDP水耗"),
    ("单位工业增加值用水量", "单位工业增加值新鲜水耗"),
    ("再生水利用率", "再生水回用率", "非常规水利用率"),
    ("污水处理率", "污水集中处理率", "污水集中收集率"),
    ("农村生活污水治理率", "农村生活污水处理率", "农村生活污水处理和综合利用率"),
    ("生活垃圾处理率", "生活垃圾无害化处理率", "生活垃圾回收利用率", "生活垃圾资源化利用率"),
    ("湿地保护率", "自然湿地保护率"),
    ("受保护地区占国土面积比例", "自然保护地占国土面积比例", "自然保护区占国土面积比例"),
    ("自然保护地占国土面积比例", "自然保护地面积占陆域国土面积比例"),
    ("自然岸线保有率", "大陆自然岸线保有率"),
    ("建成区绿地率", "建成区绿化覆盖率", "建成区绿化率"),
    ("人均公园绿地面积", "人均绿地面积"),
    ("区域开发强度", "国土开发强度"),
    ("公共交通占机动化出行比例", "公共交通出行分担率", "绿色出行比例"),
    ("轨道交通站点800米半径服务覆盖率", "轨道站点800米人口覆盖率", "轨道站点800米岗位覆盖率"),
    ("水土流失治理率", "水土保持率", "新增水土流失治理面积"),
    ("亿元GDP生产安全事故死亡率", "每万人生产安全事故死亡率", "生产安全事故死亡人数"),
    ("旅游业对国民经济的综合贡献度", "旅游业对国民经济的直接贡献度", "旅游业增加值占GDP比重"),
    ("入境旅游人数", "入境过夜游客人数"),
    ("固定资产投资", "固定资产投资增长"),
    ("医院资产负债率", "规模以上工业企业资产负债率", "资产负债率"),
    ("门诊患者满意度", "住院患者满意度", "医务人员满意度"),
    ("互联网普及率", "固定宽带家庭普及率", "移动宽带用户普及率"),
    ("PM2.5年均浓度", "PM10年均浓度"),
    ("城镇居民人均可支配收入", "居民人均可支配收入", "农村居民人均可支配收入"),
    ("公园绿地服务半径500米覆盖率", "公园绿地服务半径300米覆盖率"),
    ("社区小学步行10分钟覆盖率", "社区小学步行15分钟覆盖率"),
    ("出栏500头以上生猪规模化养殖比重", "出栏100头以上生猪规模化养殖比重"),
    ("第三产业就业比重", "第三产业就业率"),
    ("制造业增加值占GDP比重", "制造业增加值率"),
    ("中小学生近视率", "儿童青少年总体近视率"),
    ("严重精神障碍管理率", "严重精神障碍患者规范管理率"),
    ("森林覆盖率", "林木覆盖率", "林草覆盖率"),
    ("森林蓄积量", "活立木蓄积量"),
    ("婴儿死亡率", "新生儿死亡率", "5岁以下儿童死亡率"),
    ("粮食播种面积", "粮食产量", "粮食单产"),
    ("每千人口执业医师数", "每千人口执业（助理）医师数", "每万人执业医师数"),
    ("地表水达到或好于Ⅲ类水体比例", "地表水劣Ⅴ类水体比例", "地下水Ⅴ类水比例"),
    ("能源消费总量", "能源消费弹性系数", "人均能源消费量"),
    ("单位GDP能耗", "人均能耗", "单位工业增加值能耗"),
    ("用水总量", "农业用水总量", "人均用水量"),
    ("国内旅游人数", "国内旅游收入"),
    ("出境旅游人数", "入境旅游人数"),
    ("出口总额", "进口总额", "进出口总额"),
    ("男性人均预期寿命", "女性人均预期寿命", "人均预期寿命"),
)
"""Names of one or nearly the same words that are counted in different ways: no two of a line are one metric."""

PRINTED_ELSEWHERE = {
    "R&D经费与GDP之比": "rd-intensity",
    "R&D经费投入强度（%）": "rd-intensity",
    "人均拥有道路面积": "road-area",
    "人均城市道路面积": "road-area",
    "每万人拥有公交汽车数量": "buses-10k",
    "每万人拥有公共交通车辆_标台": "buses-10k",
    "森林覆盖率_百分比": "forest-cover-share",
    "工业固体废弃物综合利用率": "industrial-waste-use-share",
    "生活垃圾无害化处理率": "household-waste-share",
    "城镇新增就业人数": "urban-new-jobs",
    "人均公园绿地面积（平方米/人）": "park-area",
    "固定资产投资同比增长": "fixed-asset-investment-growth",
    "规模以上工业增加值同比增长": "industrial-value-added-growth",
    "年末常住人口数": "population-resident",
    "高标准农田面积（公顷）": "well-facilitated-farmland",
    "城镇登记失业率(%)": "registered-unemployment",
    "城镇居民人均可支配收入（元）": "urban-disposable-income",
    "社会消费品零售总额（万元）": "retail-sales",
    "高等教育毛入学率": "tertiary-gross",
    "国内生产总值增长率": "gdp-growth",
    "人均国内生产总值": "gdp-per-capita",
    "第三产业增加值占国内生产总值的比重": "service-share",
    "研究与试验发展(R&D)经费支出占国内生产总值比例": "rd-intensity",
    "每千人口执业(助理)医师人数": "doctors-per-1000",
    "每千常住人口注册护士数": "nurses-per-1000",
    "工业增加值占地区生产总值的比重": "industry-share",
    "万元GDP能耗降低率": "energy-intensity",
    "单位GDP二氧化碳排放下降": "carbon-intensity",
    "化学需氧量排放量削减率": "cod-total",
    "氨氮排放量削减比例": "nh3n-total",
    "主要农作物耕种收综合机械化率（%）": "mechanisation",
    "粮食总产量（亿斤）": "grain-output",
    "水产品产量": "aquatic-output",
    "农业科技进步贡献率（%）": "agri-tech-contribution",
    "农村居民恩格尔系数": "rural-engel",
    "铁路营业里程数": "rail-length",
    "高速公路通车里程": "expressway-length",
    "每万人发明专利拥有量(件)": "invention-patents-10k",
    "数字经济核心产业增加值占地区生产总值的比例": "digital-core-share",
    "5G基站数（个）": "5g-stations",
    "电子商务交易总额": "ecommerce",
    "网上零售总额": "online-retail",
    "国内旅游总人次": "domestic-tourists",
    "文化产业增加值占GDP的比重": "culture-industry-share",
    "人均体育场地面积（㎡）": "sport-area",
    "基本医疗保险参保率（%）": "health-insurance",
    "养老机构护理型床位所占比例": "nursing-beds-share",
    "每千名老年人养老床位（张）": "elderly-beds-1000",
    "生产安全事故死亡人数下降": "accident-deaths",
    "单位国内生产总值生产安全事故死亡率下降": "accident-death-gdp",
    "道路交通事故万车死亡率": "road-deaths-vehicles",
    "城市污水集中处理率": "sewage-central",
    "城镇生活污水处理率": "sewage-treatment-share",
    "地级以上城市空气质量优良天数比例": "good-days-share",
    "PM2.5平均浓度（微克/立方米）": "pm25",
    "可吸入颗粒物（PM10）年均浓度": "pm10",
    "地表水国控断面劣Ⅴ类水体比例": "surface-water-worse-v-share",
    "湿地保护率（%）": "wetland-protection-share",
    "新增水土流失治理面积（平方公里）": "erosion-new",
    "耕地保有量（万亩）": "farmland-kept",
    "全员劳动生产率（元/人）": "labour-productivity",
    "地方财政一般预算收入": "general-budget-revenue",
    "进出口总额（亿美元）": "trade-total",
    "实际利用外资（亿美元）": "fdi-used",
}
"""Names as yearbooks, forms and city plans print them; two rules and some mended kinds come from this list."""

OF_NO_LISTED_METRIC = (
    "学前三年毛入学率",
    "供水普及率",
    "燃气普及率",
    "人口密度",
    "农业机械总动力",
    "户籍人口",
    "行政区域土地面积",
    "普通高中专任教师数",
    "公园绿地面积",
    "建成区面积",
    "专利授权量",
    "技术合同成交额",
    "有线电视入户率",
    "出口总额",
    "国际互联网用户数",
    "工业二氧化硫排放量",
    "全社会用电量",
    "城市建设用地面积",
    "博物馆数量",
    "每百人公共图书馆藏书",
    "平均受教育年限",
    "农村养老保险覆盖率",
    "新农合参合率",
    "人口出生率",
    "出生人口性别比",
    "乡村从业人员",
    "种植业产值",
    "畜牧业产值",
    "城镇化率",
    "城市绿地率",
    "公园绿化活动场地服务半径",
    "10万人拥有综合公园数量",
    "房地产开发投资",
    "规模以上工业企业单位数",
    "16—59岁人口平均受教育年限",
    "农村自来水覆盖率",
    "城镇居民登记失业率",
    "每千人口医院床位数",
    "每万人口医院床位数",
    "每千人口卫生技术人员数",
    "农药使用量",
    "化肥施用量",
    "城镇居民恩格尔系数",
    "居民恩格尔系数",
    "民用机场旅客吞吐量",
    "城市轨道交通线路长度",
    "沿海港口吞吐量",
    "集装箱吞吐量",
    "科技进步贡献率",
    "高新技术产业增加值占规模以上工业增加值比重",
    "千兆宽带用户占比",
    "互联网宽带接入端口",
    "入境旅游收入",
    "旅游总收入增长",
    "国民体质合格率",
    "基本养老保险参保率",
    "孕产妇系统管理率",
    "居民健康素养水平达到",
    "亿元GDP生产安全事故死亡人数",
    "县城生活垃圾无害化处理率",
    "空气质量达到二级以上天数占全年比重",
    "新增建设用地规模",
    "单位建设用地GDP",
    "居民消费价格指数",
    "城镇保障性安居工程",
    "城镇常住人口保障性住房覆盖率",
    "农村贫困人口脱贫",
    "行政村通光纤比例",
)


def test_every_name_of_a_metric_means_it_or_nothing() -> None:
    doubtful = {form for form, ids in index_of(None).printed.items() if len(ids) > 1}
    assert doubtful == {"公众满意度", "unemploymentrate"}
    names = [(name, one) for one in shared_metrics() for name in (one.label("zh"), one.label("en"), *one.aliases)]
    for name, metric in [(name, metric) for name, metric in names if name not in ("公众满意度", "Unemployment rate")]:
        assert metric_named(name) == metric, name
        assert find_metric(name)[0].score == 1, name


def test_no_two_metrics_share_a_form_of_a_name() -> None:
    assert {form: ids for form, ids in index_of(None).forms.items() if len(ids) > 1} == {
        "公众满意度": ("public-satisfaction", "water-saving-satisfaction"),
        "unemployment rate": ("iso-unemployment", "sdg-8-5-2"),
    }


def test_a_name_that_fits_two_is_answered_with_neither_and_both_are_offered() -> None:
    assert metric_named("公众满意度") is None
    first, second, *_ = find_metric("公众满意度")
    assert {first.metric.id, second.metric.id} == {"public-satisfaction", "water-saving-satisfaction"}
    assert not first.certain
    assert not second.certain


@pytest.mark.parametrize("names", KEPT_APART, ids=lambda names: names[0])
def test_names_of_other_calibers_are_never_one_metric(names: tuple[str, ...]) -> None:
    meant = {name: metric_named(name) for name in names}
    for left, right in combinations(names, 2):
        assert meant[left] is None or meant[left] != meant[right], (left, right)
    for left, right in combinations(names, 2):
        assert canonical(left) != canonical(right)


def test_nine_in_ten_names_of_real_plans_are_known() -> None:
    if not NAMES.exists():
        pytest.skip("the names of real plans are not beside this checkout")
    with NAMES.open(encoding="utf-8") as file:
        names = [row["name"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    known = [name for name in names if metric_named(name) is not None]
    assert len(known) >= 0.9 * len(names), set(names) - set(known)
    assert not {"其中:发达城市", "农村家庭普及率", "化学需氧量"} & set(known)


def test_names_printed_elsewhere_mean_their_metric_and_none_a_wrong_one() -> None:
    meant = {name: metric_named(name) for name in PRINTED_ELSEWHERE}
    assert {n: m.id for n, m in meant.items() if m is not None and m.id != PRINTED_ELSEWHERE[n]} == {}
    assert sum(metric is not None for metric in meant.values()) >= 0.85 * len(meant)
    assert {name: m.id for name in OF_NO_LISTED_METRIC if (m := metric_named(name)) is not None} == {}


def test_the_top_offer_is_right_for_most_names_and_seldom_sure_of_itself_where_it_is_wrong() -> None:
    tops = {name: find_metric(name)[:1] for name in PRINTED_ELSEWHERE}
    right = sum(bool(top) and top[0].metric.id == PRINTED_ELSEWHERE[name] for name, top in tops.items())
    assert right >= 0.85 * len(tops)
    bold = [name for name in OF_NO_LISTED_METRIC if any(one.score >= 0.7 for one in find_metric(name))]
    assert len(bold) <= 0.1 * len(OF_NO_LISTED_METRIC), bold


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("细颗粒物（PM2.5）年均浓度（微克/立方米）", "pm25"),
        ("设区城市PM2.5平均浓度", "pm25"),
        ("ＰＭ２．５年均浓度", "pm25"),
        ("北京市细颗粒物年均浓度", "pm25"),
        ("单位GDP能源消耗降低", "energy-intensity"),
        ("单位地区生产总值二氧化碳排放下降率", "carbon-intensity"),
        ("地表水国考断面水质优良比例", "surface-water-good-share"),
        ("省控断面地表水达到或好于III类水体比例", "surface-water-good-share"),
        ("化学需氧量重点工程减排量", "cod-project-cut"),
        ("化学需氧量排放总量", "cod-total"),
        ("全区生产总值(亿元)", "gdp"),
        ("地级及以上城市重度及以上污染天数比例下降", "heavy-pollution-days-share"),
        ("Share of population using safely managed drinking water services", "sdg-6-1-1"),
        ("Proportions of the population using safely managed drinking water service", "sdg-6-1-1"),
    ],
)
def test_a_printed_name_means_one_metric(name: str, id: str) -> None:
    metric = metric_named(name)
    assert metric is not None
    assert metric.id == id


@pytest.mark.parametrize(
    "name",
    ["水质", "浓度", "", "达标率", "x" * 10_000_000, "城市", "细颗粒物污染治理投资", "Railways", "Aviation", "率", "%"],
)
def test_what_is_not_certain_is_not_guessed(name: str) -> None:
    assert metric_named(name) is None


def test_a_city_of_people_is_no_scope_as_a_city_of_air_is() -> None:
    assert metric_named("城市细颗粒物年均浓度") == shared_metrics()["pm25"]
    urban = metric_named("城市居民人均可支配收入")
    assert urban is not None
    assert urban.id == "urban-disposable-income"
    assert metric_named("城市粮食产量") is None


def test_growth_under_the_name_of_the_level_is_not_taken_for_the_level() -> None:
    assert metric_named("地区生产总值", unit="亿元") == shared_metrics()["gdp"]
    assert metric_named("地区生产总值", unit="%") is None
    assert metric_named("固定资产投资（%）") is None
    assert metric_named("地区生产总值增长", unit="%") == shared_metrics()["gdp-growth"]


def test_money_is_the_same_metric_in_any_currency_and_a_number_for_each_head_in_either_unit() -> None:
    for unit in ("亿元", "万美元"):
        assert metric_named("进出口总额", unit=unit) == shared_metrics()["trade-total"]
    for unit in ("张", "张/千人"):
        assert metric_named("每千人口医疗卫生机构床位数", unit=unit) == shared_metrics()["beds-per-1000"]
    assert metric_named("每千人口医疗卫生机构床位数", unit="亿元") is None


def test_a_near_name_is_offered_with_a_score() -> None:
    [best, *_] = find_metric("城区污水处理厂集中处理比率")
    assert best.metric.id in ("sewage-treatment-share", "sewage-central")
    assert 0.3 <= best.score < 0.9
    assert not best.certain


def test_what_is_offered_is_near_in_meaning() -> None:
    assert find_metric("地区生产总值")[0].metric.id == "gdp"
    assert "energy-intensity" not in {one.metric.id for one in find_metric("地区生产总值")}
    [best, *_] = find_metric("人均公园绿化面积")
    assert best.metric.id == "park-area"


def test_a_unit_that_measures_something_else_is_no_match() -> None:
    assert metric_named("空气质量优良天数比例", unit="天") is None
    assert metric_named("能源消费总量", unit="万吨标准煤") is not None
    assert metric_named("化学需氧量排放总量", unit="%") is not None  # a change of it


@pytest.mark.parametrize("make", [list, tuple, lambda all: pm.Plan(id="p", title="x", elements=all).metrics])
def test_a_list_of_ones_own_is_searched_by_the_same_rules(make: type[list[pm.Metric]]) -> None:
    own = make([pm.Metric(id="tea", name="茶园面积", unit="万亩"), pm.Metric(id="tea-share", name="茶园占耕地比重")])
    tea = metric_named("全县茶园总面积（亩）", metrics=own)
    assert tea is not None
    assert tea.id == "tea"
    assert metric_named("森林覆盖率", metrics=own) is None
    assert [one.metric.id for one in find_metric("茶园占耕地比例", metrics=own)][:1] == ["tea-share"]
    assert metric_named("茶园面积", metrics=[]) is None


def test_the_plans_own_metric_goes_before_the_shipped_one() -> None:
    own = pm.Metric(id="pm25", name="自己的定义", better="lower")
    indicator = pm.Indicator(id="i", name="PM2.5", metric="pm25")
    assert metric_of(pm.Plan(id="p", title="x", elements=[own, indicator]), indicator) is own
    plain = pm.Plan(id="p", title="x", elements=[indicator])
    assert metric_of(plain, indicator) == shared_metrics()["pm25"]
    other = pm.Indicator(id="j", name="x", metric="no-such-metric")
    assert metric_of(plain, other) is None


def test_names_in_real_plans_find_their_metric_and_none_a_wrong_one() -> None:
    if not DATA.exists():
        pytest.skip("the records of real plans are not beside this checkout")
    rows = [row for plan in json.loads(DATA.read_text(encoding="utf-8")) for row in plan["indicators"]]
    known = [row for row in rows if row.get("canonical") in CANONICAL]
    meant = [(row["name"], CANONICAL[row["canonical"]], metric_named(row["name"])) for row in known]
    wrong = [(name, metric.id) for name, id, metric in meant if metric is not None and metric.id != id]
    assert wrong == []
    missed = [name for name, _, metric in meant if metric is None]
    assert len(missed) <= 0.1 * len(meant), missed


def test_a_name_that_is_looked_up_is_held_against_far_fewer_than_every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*PRINTED_ELSEWHERE, *OF_NO_LISTED_METRIC]
    seen: Counter[str] = Counter()
    scores, kinship = likeness._scores, likeness._kinship

    def scored(form: str, index: NameIndex) -> dict[str, float]:
        found = scores(form, index)
        seen["scored"] += len(found)
        return found

    def compared(form: str, other: str) -> float:
        seen["compared"] += 1
        return kinship(form, other)

    monkeypatch.setattr(likeness, "_scores", scored)
    monkeypatch.setattr(likeness, "_kinship", compared)
    for name in names:
        find_metric(name)
    every = len(index_of(None).forms) * len(names)
    assert 0 < seen["scored"] < every / 20
    assert 0 < seen["compared"] < every / 50


@given(st.text(max_size=80))
def test_any_text_has_a_canonical_form_that_does_not_change_again(text: str) -> None:
    assert isinstance(canonical(text), str)
    found = metric_named(text)
    assert found is None or find_metric(text)[0].metric == found


@given(st.sampled_from(sorted(PRINTED_ELSEWHERE)), st.sampled_from(["", "*", "▲", "（约束性）", "①"]), st.booleans())
def test_footnotes_spaces_and_width_change_no_answer(name: str, mark: str, spaced: bool) -> None:
    written = (
        " ".join(name) if spaced and not name.isascii() and "(" not in name and "（" not in name else name
    ) + mark
    assert metric_named(written) == metric_named(name)


@pytest.mark.parametrize("unit", ["bananas", "万吨", "公里"])
def test_a_unit_that_cannot_be_of_a_metric_means_it_not(unit: str) -> None:
    assert metric_named("森林覆盖率", unit=unit) is None
    assert metric_named("森林覆盖率", unit="%") is not None


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("energy-intensity", "energy-intensity"),
        ("Energy intensity", "energy-intensity"),
        ("forest coverage rate", "forest-cover-share"),
        ("unemployment", "iso-unemployment"),
        ("urbanization rate", "urbanisation"),
        ("PM 2.5 annual mean", "pm25"),
        ("annual mean PM 10", "pm10"),
    ],
)
def test_an_id_and_plain_english_words_offer_the_metric(name: str, id: str) -> None:
    assert id in [one.metric.id for one in find_metric(name)][:2]


def test_the_id_of_a_metric_comes_first_and_a_guess_is_never_certain() -> None:
    first = find_metric("energy-intensity")[0]
    assert (first.metric.id, first.certain) == ("energy-intensity", True)
    first = find_metric("Energy intensity")[0]
    assert (first.metric.id, first.certain) == ("energy-intensity", False)
    assert not any(one.certain for one in find_metric("forest coverage rate"))
