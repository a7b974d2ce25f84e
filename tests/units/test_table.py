"""The table: what it holds, what it keeps apart, and that pint is asked once for each text."""

from __future__ import annotations

import subprocess
import sys
import threading
from fractions import Fraction
from importlib import resources
from unittest import mock

import pytest

import planmodel.units
from planmodel.errors import IncompatibleUnitsError, ModelError, UnknownUnitError
from planmodel.units import Amount, factor, is_known, known_units, same_dimension, table
from planmodel.units.definitions import definitions
from planmodel.units.spelling import normalise
from planmodel.units.strict_registry import StrictRegistry
from planmodel.units.table import reading


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


FACTORS = """
    公顷 15 亩; 平方公里 100 公顷; 公顷 10000 平方米; 万亩 10000 亩; 万公顷 10000 ha; 万立方米 10000 m3;
    亿方 100000000 立方米;
    立方米 1000 升; 升 1000 毫升; 吨 1000 千克; 公斤 2 斤; kt 1000 t; 毫克 1000 微克; km 1000 米;
    万千瓦 10 兆瓦; GW 1000 MW;
    亿千瓦时 100000000 kWh; kWh 3600000 焦; 万吨标准煤 10000 tce; tce 1000 kgce; 吨标煤 1000 千克标准煤;
    MPa 1000000 帕;
    MtCO2 1000000 吨二氧化碳; tCO2e 1000 kgCO2e; 万亿元 10000 亿元; % 10 ‰; 无量纲 100 %; 年 12 月; 季度 3 个月;
    周 7 天;
    天 24 小时; 小时 60 分钟; 分钟 60 秒; 万千伏安 10 MVA; 百万人次 100 万人次; hPa 100 帕; 百米 100 米
"""


@pytest.mark.parametrize("line", FACTORS.split(";"))
def test_factors_are_exact_whole_numbers(line: str) -> None:
    one, number, other = line.split()
    assert factor(one, other) == int(number)
    assert factor(other, one) == Fraction(1, int(number))


def test_a_year_is_the_gregorian_mean_year() -> None:
    assert factor("年", "天") == Fraction(3652425, 10000)


KEPT_APART = """
    吨 % 个百分点 ℃ 元 美元 欧元 人 人次 户 天 工作日 蒸吨 吨标准煤 千瓦时 瓦 吨二氧化碳 吨二氧化碳当量 分贝
    dB(A) 个 座 家 项 台 辆
    次 件 处 条 所 株 种 只 头 套 村 断面 立方米 公顷 公里
"""


def test_what_is_kept_apart_is_not_converted() -> None:
    units = KEPT_APART.split()
    for at, one in enumerate(units):
        for other in units[at + 1 :]:
            assert not same_dimension(one, other), (one, other)
            assert Amount(1, one) != Amount(1, other)
            with pytest.raises(IncompatibleUnitsError):
                factor(one, other)


def test_a_percent_and_a_percentage_point_are_told_apart_in_words() -> None:
    with pytest.raises(IncompatibleUnitsError, match="% measures a share, 个百分点 a difference of shares"):
        Amount("5 %").to("个百分点")


UNKNOWN = """
    MT mt M T k mu pH bags bag 's Gs ks cd Ms nt degC radian dimensionless inf nan 万% 千℃
    毫元 微人 k人 k克 毫g kkg
    万千吨 千kt 万个百分点 百分 KG Kwh km/hr/ CO2 十 度 delta_℃ ΔdB(A) 万Δ℃ 千dB °
"""


@pytest.mark.parametrize("text", UNKNOWN.split())
def test_what_the_table_does_not_hold_is_unknown(text: str) -> None:
    Amount("1 千吨"), Amount("1 万吨"), Amount("1 千克")  # must not make 万千吨 known
    assert not is_known(text)
    with pytest.raises(UnknownUnitError):
        Amount(1, text)


@pytest.mark.parametrize(
    ("text", "unit", "same"),
    [
        ("5 million US$", "万美元", 500),
        ("2 亿HK$", "港元", 200_000_000),
        ("3 €", "EUR", 3),
        ("3 £", "GBP", 3),
        ("1 square mile", "acres", 640),
        ("2 sq km", "公顷", 200),
        ("3 cubic metres", "升", 3000),
        ("8 percentage points", "个百分点", 8),
        ("10 working days", "工作日", 10),
        ("2 wk", "天", 14),
        ("6 mo", "个月", 6),
        ("90 litres per person per day", "升/人·日", 90),
        ("90 升/(人·天)", "升/人/日", 90),
        ("2 tonnes per capita", "吨/人", 2),
        ("12 per cent", "%", 12),
        ("150 thousand tonnes", "万吨", 15),
        ("3 feet", "yards", 1),
        ("9 Δ℉", "Δ℃", 5),
    ],
)
def test_words_codes_and_signs_of_other_countries_are_units(text: str, unit: str, same: int) -> None:
    assert Amount(text).to(unit) == Amount(same, unit)
    assert Amount(text).to(unit).fraction == same


@pytest.mark.parametrize("text", ["$", "¥", "pounds", "tons", "gallons", "k", "GB", "TB", "quarter", "吨/公顷·年"])
def test_what_means_several_things_stays_unknown(text: str) -> None:
    assert not is_known(text)


def test_a_metre_is_no_million_and_a_rare_flood_no_time() -> None:
    assert Amount("150 m").to("公里") == Amount("0.15 公里")
    assert Amount("£150m").to("million GBP") == Amount("150 million GBP")
    assert not same_dimension("年一遇", "年")
    assert not same_dimension("℉", "℃")
    assert not same_dimension("K", "℃")


@pytest.mark.parametrize(
    ("unit", "near"),
    [
        ("teams", ()),
        ("公理", ()),
        ("pounds", ("lb", "£")),
        ("亿$", ("US$", "HK$", "A$", "C$", "NT$")),
        ("tons", ("tonnes", "吨")),
        ("KG", ("kg",)),
        ("tonns", ("tonnes", "tonne")),
    ],
)
def test_hints_are_near_in_meaning_not_in_letters(unit: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownUnitError) as caught:
        Amount(3, unit)
    assert caught.value.near == near
    assert ("did you mean" if near else "a unit of the plan's own") in (caught.value.hint or "")


def test_an_unknown_unit_suggests_near_ones() -> None:
    with pytest.raises(UnknownUnitError) as caught:
        Amount("3 吨标准媒")
    assert "吨标准煤" in caught.value.near
    assert "did you mean 吨标准煤" in str(caught.value)


def test_every_name_in_the_table_is_read_and_stands_for_itself() -> None:
    for unit in known_units():
        amount = Amount(1, unit)
        assert Amount(str(amount)) == amount
        assert amount.quantity.magnitude == 1
    assert known_units() == tuple(sorted(set(known_units())))


def test_a_name_defined_twice_is_refused() -> None:
    lines = resources.files("planmodel.units").joinpath("definitions.txt").read_text("utf-8").splitlines()
    with pytest.raises(Exception, match="redefine"):
        StrictRegistry([*lines, "公亩 = 100 * 米 ** 2 = _ = 亩"], lambda text: {text: 1})


def test_a_thousand_amounts_of_one_unit_are_one_look_up() -> None:
    table._look_up.cache_clear()
    with mock.patch("planmodel.units.table.normalise", wraps=normalise) as looked_up:
        amounts = [Amount(f"{number} 万吨/天") for number in range(1000)]
        assert sum(amounts) == Amount(499_500, "万吨/天")
        assert len(set(amounts)) == 1000
        assert len({amount.to("吨/日") for amount in amounts}) == 1000
    assert looked_up.call_count == 2


def test_the_cache_of_texts_is_bounded() -> None:
    assert table._look_up.cache_info().maxsize == 4096


def test_reading_comparing_and_converting_units_imports_no_pint() -> None:
    code = (
        "import sys, planmodel.units as u\n"
        "a = u.Amount('5 万亩').to('公顷') * 2 / u.Amount('3 人'); {a, -a}, a < a + a, u.usual_unit('件/万人')\n"
        "print([name for name in ('pint', 'numpy', 'networkx') if name in sys.modules])\n"
        "a.quantity; print('pint' in sys.modules)"
    )
    assert run(code).split("\n") == ["[]", "True"]


def test_pint_has_the_same_factor_and_dimension_for_every_unit() -> None:
    prefixes = ["", *definitions().prefixes]
    with mock.patch.object(table, "units_near", return_value=()):  # which takes its time, and is not asked about here
        units = [prefix + unit for unit in known_units() for prefix in prefixes if is_known(prefix + unit)]
    table._look_up.cache_clear()
    assert len(units) > 4_000
    for unit in units:
        pint = planmodel.units.registry.Quantity(Fraction(1), unit).to_root_units()
        assert pint.magnitude == reading(unit).scale, unit
        measures = {base.strip("[]"): int(str(power)) for base, power in pint.dimensionality.items()}
        assert measures == dict(reading(unit).dimension), unit


def test_a_unit_of_ones_own_is_refused_not_accepted_in_vain() -> None:
    with pytest.raises(ModelError, match="fixed: team") as caught:
        planmodel.units.registry.define("team = [team]")
    assert "units: [{name" in (caught.value.hint or "")
    with pytest.raises(ModelError, match="fixed"):
        planmodel.units.registry.load_definitions(["team = [team]"])
    assert not is_known("team")


def test_the_application_registry_stays_as_it_was() -> None:
    code = (
        "import pint; registry = pint.get_application_registry(); before = registry.get(), len(dir(registry))\n"
        "import planmodel.units as u; u.Amount('5 亩').quantity.to('公顷'); str(u.registry('3 万m³'))\n"
        "after = pint.get_application_registry()\n"
        "same = (after.get(), len(dir(after))) == before\n"
        "print(after is registry, same, u.registry is after.get(), '亩' in dir(after))"
    )
    assert run(code) == "True True False False"


def test_threads_that_ask_at_once_get_one_registry_and_the_same_answers() -> None:
    code = (
        "import threading, planmodel.units as u\n"
        "gate = threading.Barrier(8); found = []\n"
        "def ask():\n"
        "    gate.wait()\n"
        "    found.append((id(u.registry), *(u.factor(p + '亩', '公顷') for p in ('', '万', '十万', '亿'))))\n"
        "threads = [threading.Thread(target=ask) for _ in range(8)]\n"
        "[t.start() for t in threads]; [t.join() for t in threads]\n"
        "print(len(found), len(set(found)))"
    )
    assert run(code) == "8 1"


def test_threads_may_look_up_new_units_together() -> None:
    failures: list[object] = []

    def ask(offset: int) -> None:
        for number in range(60):
            unit = f"{'十百千万亿'[(number + offset) % 5]}{known_units()[(number * 7 + offset) % 200]}"
            try:
                if is_known(unit):
                    Amount(1, unit).quantity.to_root_units()
            except Exception as error:
                failures.append((unit, error))

    threads = [threading.Thread(target=ask, args=(offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_the_registry_reads_text_by_the_table_only() -> None:
    registry = planmodel.units.registry
    assert registry is planmodel.units.registry
    assert registry.Quantity(Fraction(3), "万m²").to("亩").magnitude == 45
    assert registry("3 亩").to("公顷").magnitude == Fraction(1, 5)
    assert str(registry("34 μg/m³").to_base_units()) == "17/500000 克 / 米 ** 3"
    with pytest.raises(UnknownUnitError):
        registry.Quantity(1, "mu")
    with pytest.raises(UnknownUnitError):
        registry("3 MT")


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        planmodel.units.nothing  # noqa: B018
