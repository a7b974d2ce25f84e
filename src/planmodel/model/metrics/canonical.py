"""One form for the ways in which documents print the name of the same metric.

A name is folded first (:func:`~planmodel.model.names.name_key`: no spaces, units, footnotes, letter case). What is
rewritten here never changes what is measured: another word for the same thing (GDP and 地区生产总值), a word that says
nothing (拥有, 的), another word for a share (比例, 比重, 占比, 率) or for a count (数量, 个数). What stands in brackets
stays, as it tells PM2.5 from PM10 and people from places. Where a word does make a difference, it is no matter how
small it looks: 人数 is not 人数比例, 城镇 not 农村, 财政总收入 not 财政收入, 处理 not 无害化处理.
"""

from __future__ import annotations

import re
from functools import lru_cache

from planmodel.model.names import name_key

__all__ = ["canonical", "is_english", "printed_form", "without_change", "without_place", "without_scope"]

_WORDS = {
    "国内生产总值": "gdp",
    "地区生产总值": "gdp",
    "生产总值": "gdp",
    "研究与试验发展经费": "rd",
    "研究与试验发展": "rd",
    "研究与开发经费": "rd",
    "研究和试验发展经费": "rd",
    "研发经费": "rd",
    "研发": "rd",
    "rd经费": "rd",
    "附加值": "增加值",
    "规上": "规模以上",
    "城市化率": "城镇化率",
    "能源消耗": "能耗",
    "能源消费": "能耗",
    "综合能耗": "能耗",
    "化学需氧量": "cod",
    "氨氮": "nh3n",
    "nh3-n": "nh3n",
    "挥发性有机化合物": "voc",
    "挥发性有机物": "voc",
    "vocs": "voc",
    "氮氧化物": "nox",
    "二氧化硫": "so2",
    "二氧化氮": "no2",
    "臭氧": "o3",
    "细颗粒物": "pm2.5",
    "可吸入颗粒物": "pm10",
    "二氧化碳": "co2",
    "温室气体": "ghg",
    "生态环境状况指数": "ei",
    "生态质量指数": "eqi",
    "空气质量指数": "aqi",
    "光纤到户": "ftth",
    "环境空气质量": "空气质量",
    "环境空气优良": "空气质量优良",
    "空气优良": "空气质量优良",
    "平均每人": "人均",
    "每人平均": "人均",
    "年人均": "人均",
    "人均年": "人均",
    "全体居民": "居民",
    "城乡居民收入比": "城乡收入比",
    "城乡居民人均可支配收入比": "城乡收入比",
    "执业医师和执业助理医师": "执业助理医师",
    "执业医师和助理医师": "执业助理医师",
    "执业医师及助理医师": "执业助理医师",
    "执业医师助理医师": "执业助理医师",
    "婴幼儿照护服务托位": "婴幼儿托位",
    "新增城镇就业": "城镇新增就业",
    "城镇就业新增": "城镇新增就业",
    "进出口贸易总额": "进出口总额",
    "外贸进出口总额": "进出口总额",
    "社会消费品零售额": "社会消费品零售总额",
    "利用外商直接投资": "利用外资",
    "使用外资": "利用外资",
    "互联网宽带": "宽带",
    "覆盖范围": "覆盖",
    "覆盖面": "覆盖",
    "受污染": "污染",
    "医疗卫生机构": "卫生机构",
    "农民人均": "农村居民人均",
    "农牧民人均": "农村居民人均",
    "城市居民人均": "城镇居民人均",
    "有效发明专利": "发明专利",
    "阶段教育": "阶段",
    "绿色交通出行": "绿色出行",
    "销售量": "销量",
    "第三产业": "服务业",
    "综合治理面积": "治理面积",
    "年发电量": "发电量",
    "年用水量": "用水量",
    "年客运量": "客运量",
    "年旅客吞吐量": "旅客吞吐量",
    "年新增": "新增",
    "年综合生产能力": "综合生产能力",
    "新增就业人数": "新增就业",
    "新增就业人口": "新增就业",
    "事故起数": "事故",
    "事故次数": "事故",
    "固体废弃物": "固体废物",
    "固废": "固体废物",
    "危废": "危险废物",
    "医废": "医疗废物",
    "幼儿园毛入园率": "学前教育毛入园率",
    "学前三年毛入园率": "学前教育毛入园率",
    "基本医疗保险参保覆盖率": "基本医疗保险参保率",
    "平均预期寿命": "人均预期寿命",
    "人口平均预期寿命": "人均预期寿命",
    "五岁以下": "5岁以下",
    "三岁以下": "3岁以下",
    "十五岁": "15岁",
    "建制村": "行政村",
    "高速铁路": "高铁",
    "轨道站点": "轨道交通站点",
    "农作物秸秆": "秸秆",
    "水产品": "水产",
    "公共供水管网": "供水管网",
    "装机容量": "装机",
    "装机规模": "装机",
    "总装机": "装机",
    "花费": "费用",
    "营业总里程": "营业里程",
    "运营总里程": "运营里程",
    "通车总里程": "通车里程",
    "常住总人口": "常住人口",
    "总产量": "产量",
    "总产值": "产值",
    "总里程": "里程",
    "总面积": "面积",
    "总长度": "长度",
    "总规模": "规模",
    "总人数": "人数",
    "总人次": "人次",
    "总户数": "户数",
    "排放总量": "排放量",
    "消费总量": "消费量",
    "用水总量": "用水量",
    "用电总量": "用电量",
    "客运总量": "客运量",
    "主要农作物": "农作物",
    "主要作物": "农作物",
    "海岸线": "岸线",
    "同比增长": "增长",
    "比上年增长": "增长",
    "增速": "增长",
    "增长率": "增长",
    "增长速度": "增长",
    "增长幅度": "增长",
    "增幅": "增长",
    "涨幅": "上涨",
    "上涨幅度": "上涨",
    "普及程度": "普及率",
    "普及水平": "普及率",
    "机械化水平": "机械化率",
    "机械化程度": "机械化率",
}
"""Words that documents print for the same thing; the longest goes first."""

_WORD = re.compile("|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True)))
_TWICE = re.compile(r"(gdp|rd|pm2\.5|pm10|cod|nh3n|voc|nox|so2|no2|o3|co2|ghg|ei|eqi|aqi|ftth|ipv6|bod|ktv)(?:\1)+")
_SAYS_NOTHING = re.compile(r"^其中|拥有量$|拥有|享有|(?<!目)的|(?<=[\u4e00-\u9fff])(?:[、和与及])(?=[\u4e00-\u9fff])")
_CLASS = re.compile(r"(?:达到|符合)?(?:[或及和]|以及)?(?:好于|优于|高于)(?:或等于|等于)?(?=iii|ii类|三类|3类|v类|iv类)")
_CLASS_NUMBER = re.compile(r"(?<!\d)(?:三类|3类)")
_PER_PEOPLE = re.compile(r"每?(十万|10万|百万|100万|千|万|百)(?:名|个)?(?:常住)?(?:人口中|人口|人|居民)(?!均|次)")
_PER_OUTPUT = re.compile(r"(?:每?单位|每?万元|每亿元)gdp")
_SHARE = re.compile(r"(?:所占|占)?(?:百分比|比重|比例|比率|占比|份额)$")
_KEEPS_SHARE = re.compile(
    r"(?:就业|失业|增加值|产值|利润|收入|成本|费用|税|资产|负债|收益|消费|投资|储蓄|产出|劳动|增长|上涨|生产|出生|死亡|用地|性别|教师|医护|收支|职住|抚养)$"
)
_COUNT = re.compile(r"(?:总数|数量|个数|数目|拥有量|数)$")
_NOT_A_COUNT = re.compile(r"(?:[系指倍天人户次起级函参基岁分]数|人次数|门次数|人数量|户数量|起数量|天数量|次数量)$")
_TOTAL = re.compile(r"(?:总量|总额)$")
_YEAR_SINCE = re.compile(r"(?:比|较)(?:20\d\d年?|上年|基期)(?=下降|降低|减少|削减|提高|增加|增长)")
_POLLUTANT_MEAN = re.compile(r"^((?:pm2\.5|pm10|so2|no2)+)(?:年均|年平均|平均)?(?:浓度|值)(?:均值|平均值)?$")
_ENERGY_PER_OUTPUT = re.compile(r"^(单位gdp)能耗(?:强度|量)?")
_CO2_PER_OUTPUT = re.compile(r"^(单位gdp)(?:co2|碳)排放(?:强度|量)?")
_PER_VALUE_ADDED = re.compile(r"(?:每?单位|每?万元)(?=(?:工业|农业|规模以上工业)?增加值)")
_OF_ENERGY = re.compile(r"(?:消费量?)?占(?P<primary>一次)?能耗总?量?(?:比重|比例|占比)$")
_ENERGY_SHARE = re.compile(r"(?:消费|(?<!一次)能耗)(?:比重|比例|占比)$")
_TO_OUTPUT = re.compile(r"(?:与|相当于)gdp(?:之比|比例|比值|比重|比)$")
_OF_OUTPUT = re.compile(r"(?<=业)占gdp")
_SURFACE_WATER = re.compile(
    r"^地表水(?:环境)?(?:质量|水质|质)?(?:断面)?(?:水质)?(?P<what>优于iii类|优良|劣于?v类)(?:优于iii类)?(?:水体|断面|水质|水)?"
    r"(?:断面)?(?:比例|比率|占比|比重|率)$"
)
_OUTPUT = re.compile(r"总产$")
_CARBON = re.compile(r"^(?:co2|碳)排放强度")

_SPACED = re.compile(r"(?:[\u4e00-\u9fff]\s+){3}[\u4e00-\u9fff]")  # letters set apart, as in the cells of forms
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ARTICLES = frozenset({"the", "a", "an", "of"})
_SHARE_IN_ENGLISH = re.compile(r"^(?:percentages?|per ?cent|proportions?|shares?) (?:of )?")
_NUMBER_IN_ENGLISH = re.compile(r"^(?:total )?number of ")
_PER_THOUSAND = (
    (re.compile(r"\bper (?:1[ ,]?000[ ,]?000|million)\b"), "per million"),
    (re.compile(r"\bper 100[ ,]?000\b"), "per 100000"),
    (re.compile(r"\bper (?:10[ ,]?000)\b"), "per 10000"),
    (re.compile(r"\bper (?:1[ ,]?000|thousand)\b"), "per 1000"),
)
_PARTICLES = re.compile(r"\bpm\s+(?=(?:2\.5|10)(?![\d.]))")
_IZATION = re.compile(r"ization\b")
_NOT_A_LETTER = re.compile(r"[^a-z0-9.%$ ]+")

_PLACE = re.compile(
    r"(?:全国|全省|全市|全县|全区|全州|全镇|全乡|我国|我省|我市|我县|我区|本省|本市|本县|本区)|"
    r"(?:[\u4e00-\u9fff]{2,3}(?<![城都级区场上级心])市|[\u4e00-\u9fff]{2,3}(?<![全各节])省|[\u4e00-\u9fff]{2,3}(?<![困大点范级城])县"
    r"|[\u4e00-\u9fff]{2,10}自治[区州县])"
)
_RELIEF = re.compile(r"(?:山区|丘陵地?区|平原地?区)$")
_AREA = re.compile(
    r"^(?:区域|地级及以上城市|地级以上城市|地级城市|设区城市|设区市|县级及以上城市|城市|城区"
    r"|国省考断面|国考断面|省考断面|国控断面|省控断面|市控断面|市控以上|县控以上|省控以上|国控|省控|市控|主要|环境)"
)
_SECTIONS = re.compile(r"(?:国省考|国考|省考|国控|省控|市控|市控以上|省控以上|县控以上)(?:及以上)?断面")
_CHANGE = re.compile(r"(?:累计)?(?:降低|下降|减少|提高|增加|削减)(?:率|比例|幅度)?$")


def printed_form(name: str) -> str:
    """Return a name without spaces, units, footnotes and letter case; what stands in brackets stays."""
    joined = _BETWEEN.sub("", name) if _SPACED.search(name) else name
    return name_key(joined.replace("_", " "))  # as columns of data are called: 车辆_标台


def is_english(name: str) -> bool:
    """Return whether a name is written in Latin letters."""
    return name.isascii() or not any("\u3400" <= character <= "\u9fff" for character in name)


@lru_cache(maxsize=8192)
def canonical(name: str) -> str:
    """Return what all the ways to print a name have in common.

    Parameters:
        name: a name as printed.

    Returns:
        A text that only another name is held against; it is not for reading.

    Example:
        >>> canonical("研发经费投入占国内生产总值（GDP）的比重(%)") == canonical("R&D 经费投入占地区生产总值比例")
        True
        >>> canonical("PM2.5（细颗粒物）浓度") == canonical("PM10（可吸入颗粒物）浓度")
        False
    """
    return _english(name) if is_english(name) else _chinese(printed_form(name))


def _chinese(text: str) -> str:
    text = _TWICE.sub(r"\1", _WORD.sub(lambda found: _WORDS[found[0]], text))
    text = _WORD.sub(lambda found: _WORDS[found[0]], _SAYS_NOTHING.sub("", text))
    text = _CLASS_NUMBER.sub("iii类", _CLASS.sub("优于", _YEAR_SINCE.sub("", text)))
    text = _PER_OUTPUT.sub("单位gdp", _PER_PEOPLE.sub(lambda found: f"每{_numeral(found[1])}人", text))
    text = _ENERGY_PER_OUTPUT.sub(r"\1能耗", _CO2_PER_OUTPUT.sub(r"\1co2排放", _CARBON.sub("单位gdpco2排放", text)))
    text = _POLLUTANT_MEAN.sub(r"\1浓度", _OF_OUTPUT.sub("增加值占gdp", _PER_VALUE_ADDED.sub("单位", text)))
    text = _OF_ENERGY.sub(lambda found: f"占{found['primary'] or ''}能耗比重", _OUTPUT.sub("产量", text))
    text = _ENERGY_SHARE.sub("占能耗比重", _TO_OUTPUT.sub("占gdp比重", text)).replace("占占", "占")
    water = _SURFACE_WATER.match(text)
    if water is not None:
        return f"地表水{'优于iii类' if water['what'] in ('优于iii类', '优良') else '劣v类'}率"
    return _tail(text)


def _numeral(text: str) -> str:
    return {"10万": "十万", "100万": "百万"}.get(text, text)


def _tail(text: str) -> str:
    """Return a form with one word for shares and none for counts at its end."""
    share = _SHARE.search(text)
    if share is not None and not _KEEPS_SHARE.search(text[: share.start()]):
        return text[: share.start()].removesuffix("率") + "率"
    if _TOTAL.search(text) is not None:
        return text[:-2] + text[-1]
    if text.startswith("每") and text.endswith("人数"):
        return text[:-2]
    count = _COUNT.search(text)
    if count is not None and not _NOT_A_COUNT.search(text):
        return text[: count.start()]
    return text


def _english(name: str) -> str:
    text = _NOT_A_LETTER.sub(" ", name_key_of_english(name))
    text = _IZATION.sub("isation", _PARTICLES.sub("pm", text))
    for pattern, form in _PER_THOUSAND:
        text = pattern.sub(form, text)
    text = " ".join(text.split())
    share = _SHARE_IN_ENGLISH.match(text)
    text = text[share.end() :] if share is not None else _NUMBER_IN_ENGLISH.sub("", text)
    words = [_singular(word) for word in text.split() if word not in _ARTICLES]
    return " ".join(["share:", *words] if share is not None else words)


def name_key_of_english(name: str) -> str:
    """Return an English name in small letters, without a unit in brackets; the words stay apart."""
    return re.sub(r"\(\s*(?:%|percent|number|no\.?)\s*\)", " ", name.casefold()).replace("’", "'").replace("'s ", " ")


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def without_place(name: str) -> str:
    """Return a folded name without the place whose number it is: 全省, 北京市, or 山区 at its end."""
    name = _RELIEF.sub("", name) or name
    found = _PLACE.match(name)
    return name[found.end() :] if found is not None and found.end() < len(name) else name


def without_scope(name: str) -> str:
    """Return the folded name of a state of air or water without the part of an area that was measured (城区)."""
    return _SECTIONS.sub("", _AREA.sub("", name)) or name


def without_change(name: str) -> str:
    """Return a folded name without the word that makes a change of it: 降低, 累计下降."""
    return _CHANGE.sub("", name) or name
