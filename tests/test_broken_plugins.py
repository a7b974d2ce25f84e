"""Whatever a package does wrong is a finding with its package and entry point, and everything else goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import planmodel as pm
from planmodel.check import RULES
from planmodel.check.catalogue import known_rules, plugin_faults
from planmodel.cli.group import planmodel
from planmodel.functions import additions, find_metric, json_schema
from planmodel.model.metrics import shipped_metric
from planmodel.model.vocabulary import VOCABULARY, installed_vocabulary
from planmodel.plugins import Plugins
from plugin_installer import add, found_in, write_metadata

KIND = """
from typing import ClassVar
import attrs
from planmodel.parts import Element, Link, as_links, relation
@attrs.frozen(kw_only=True)
class Bridge(Element):
    "A bridge."
    {fields}
    kind: ClassVar[str] = "{kind}"
    plural: ClassVar[str] = "{plural}"
"""
RULE = """
from planmodel.check import Found, rule
@rule("BR1", "warning", "a bridge")
def it(scope):
    "About bridges."
    {body}
"""
METRIC = """
import planmodel as pm
it = pm.Metric(id={id!r}, name={name!r}, evidence="stated")
"""
READER = """
from planmodel.parts import Reader
def knows(begin, path):
    {knows}
def read(path):
    {read}
it = Reader(name={name!r}, knows=knows, read=read)
"""
PLAN = "planmodel: 1\nid: p\ntitle: Plan\ntasks: [{id: t, name: T, evidence: assumed}]\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in which packages are installed."""
    folder = tmp_path / "site"
    folder.mkdir()
    before = set(sys.modules)
    with found_in(folder):
        yield folder
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", None) and str(folder) in str(sys.modules[name].__file__):
            del sys.modules[name]


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pm.Plan:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    monkeypatch.chdir(tmp_path)
    return pm.read_plan("plan.yaml")


def command(*args: str) -> Result:
    done = CliRunner().invoke(planmodel, args)
    assert not isinstance(done.exception, (AssertionError, TypeError)), done.exception
    return done


BROKEN = {
    "an import that fails": ("import no_such_module", "ModuleNotFoundError"),
    "an exit on import": ("raise SystemExit(3)", "SystemExit: 3"),
    "a syntax error": ("def", "SyntaxError"),
    "an exception without words": (
        "class E(Exception):\n    def __str__(self): raise E\nraise E",
        "its own code failed: E",
    ),
    "an exception of nobody's": ("class E(BaseException): pass\nraise E('x')", "E: x"),
    "no such name": ("", "AttributeError"),
    "a wrong object": ("it = 42", "found 42"),
    "a recursion": ("def f(): f()\nf()", "RecursionError"),
    "an object that answers to nothing": (
        "class It:\n    __class__ = property(lambda self: 1 / 0)\n    def __repr__(self): raise E\nit = It()",
        "",
    ),
}


@pytest.mark.parametrize("group", ["kinds", "rules", "metrics", "readers", "writers"])
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_package_is_a_finding_and_nothing_else_fails(
    site: Path, plan: pm.Plan, group: str, fault: str
) -> None:
    code, told = BROKEN[fault]
    add(site, "broken-one", code, **{group: "it"})
    add(site, "good-one", RULE.format(body="yield Found(None, '', 'here')"), rules="it")
    table = additions()
    [finding] = table.findings
    assert (finding.code, finding.place.file, finding.path) == ("PM098", "broken-one", f"planmodel.{group}:it")
    assert told in finding.message
    assert {(one.package, one.state) for one in table.entries} == {("broken-one", "unusable"), ("good-one", "used")}
    findings = [one.code for one in plan.check().findings]
    assert "BR1" in findings, "the rule of the other package ran"
    assert findings.count("PM098") == (group in ("kinds", "rules", "metrics"))
    assert {name: adds for name, _, adds in pm.show_versions().plugins}["broken-one"] == f"{group} unusable"
    assert command("check", "plan.yaml").exit_code == (1 if group == "rules" else 0)
    assert "broken-one" in command("plugins").stdout
    assert command("convert", "plan.yaml", "out.json", "--force").exit_code == 0
    with Plugins(ignored=["broken-one"]):
        assert plugin_faults() == ()


@pytest.mark.parametrize(
    ("kind", "plural", "told"),
    [
        ("task", "works", "task is a name of planmodel"),
        ("bridge", "tasks", "tasks is a name"),
        ("bridge", "title", "'title'"),
    ],
)
def test_a_kind_that_takes_a_name_of_planmodels_is_left_out(
    site: Path, plan: pm.Plan, kind: str, plural: str, told: str
) -> None:
    add(site, "bridges", KIND.format(kind=kind, plural=plural, fields=""), kinds="Bridge")
    assert installed_vocabulary() == VOCABULARY
    [finding] = plugin_faults()
    assert told in finding.message
    assert type(pm.read_plan("plan.yaml")["t"]) is pm.Task
    assert "Bridge" not in json_schema()["$defs"]


def test_of_two_packages_with_one_name_the_first_by_name_has_it(site: Path, plan: pm.Plan) -> None:
    for package in ("b-bridges", "a-bridges"):
        add(site, package, KIND.format(kind="bridge", plural="bridges", fields=""), kinds="Bridge")
    assert installed_vocabulary().class_of("bridge").__module__ == "a_bridges"
    [finding] = plugin_faults()
    assert finding.place.file == "b-bridges"
    assert "bridge is what a-bridges adds" in finding.message
    with Plugins(ignored=["a-bridges"]):
        assert installed_vocabulary().class_of("bridge").__module__ == "b_bridges"


def test_a_kind_may_point_at_one_of_a_package_whose_name_comes_later(site: Path, plan: pm.Plan) -> None:
    points = 'over: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("river"))'
    add(site, "a-bridges", KIND.format(kind="bridge", plural="bridges", fields=points), kinds="Bridge")
    assert "'river'" in plugin_faults()[0].message, "nobody has rivers yet"
    add(site, "z-rivers", KIND.format(kind="river", plural="rivers", fields=""), kinds="Bridge")
    with found_in(site):
        assert plugin_faults() == ()
        assert {"bridge", "river"} <= set(installed_vocabulary().by_kind)


def test_a_file_with_a_kind_of_a_broken_package_says_why_it_is_not_known(site: Path, plan: pm.Plan) -> None:
    add(site, "bridges", "import no_such_module", kinds="Bridge")
    Path("with.yaml").write_text(f"{PLAN}bridges: [{{id: b, name: B}}]\n", "utf-8")
    with pytest.raises(pm.errors.PlanFileError) as refused:
        pm.read_plan("with.yaml")
    assert [one.code for one in refused.value.problems] == ["PM002", "PM098"]
    assert command("check", "with.yaml").exit_code == 2


FAILING = {
    "an exception": ("raise ValueError('no')", "ValueError: no"),
    "an exit": ("raise SystemExit", "SystemExit"),
    "nothing to go over": ("return None", "TypeError"),
    "what is no finding": ("yield 'a finding'", "expected Found"),
    "a finding about what is no id": ("yield Found(['t'], '', 'x')", "expected Found"),
    "a finding without words": ("yield Found('t', '', None)", "expected Found"),
    "a failure behind a finding": ("yield Found('t', '', 'kept')\n    1 / 0", "ZeroDivisionError"),
    "a check within": ("yield from it.function(scope)", "RecursionError"),
}


@pytest.mark.parametrize("fault", FAILING)
def test_a_rule_that_fails_is_a_finding_about_its_package(site: Path, plan: pm.Plan, fault: str) -> None:
    body, told = FAILING[fault]
    add(site, "bridges", RULE.format(body=body), rules="it")
    report = plan.check()
    [finding] = report.of("PM098")
    assert (finding.severity, finding.place.file, finding.path) == ("error", "bridges", "planmodel.rules:it")
    assert "rule BR1" in finding.message
    assert told in finding.message
    assert ("kept" in [one.message for one in report.findings]) == ("kept" in body)
    assert report.checked["rules"] == len(RULES) + 1
    done = command("check", "plan.yaml", "--format", "json")
    assert done.exit_code == 1
    assert '"PM098"' in done.stdout


def test_a_finding_about_an_element_that_is_not_there_is_told(site: Path, plan: pm.Plan) -> None:
    add(site, "bridges", RULE.format(body="yield Found('no-such', 'a[0].b', 'x')"), rules="it")
    assert [one.element for one in plan.check().of("BR1")] == ["no-such"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('it = rule("PM101", "error", "x")(lambda scope: ())', "PM101 is a name of planmodel"),
        ('it = rule("BR1", "grave", "x")(lambda scope: ())', "grave"),
        ('it = rule("", "error", "x")(lambda scope: ())', "lacks a code"),
        ('it = rule("B R", "error", "x")(lambda scope: ())', "lacks a code"),
    ],
)
def test_a_rule_that_is_none_is_left_out(site: Path, plan: pm.Plan, code: str, told: str) -> None:
    add(site, "bridges", f"from planmodel.check import rule\n{code}", rules="it")
    assert known_rules() == RULES
    assert told in plugin_faults()[0].message


def test_codes_of_a_broken_package_do_not_stop_a_check(site: Path, plan: pm.Plan) -> None:
    assert command("check", "plan.yaml", "--ignore", "BR1").exit_code == 2, "nobody has such a rule"
    add(site, "bridges", "import no_such_module", rules="it")
    with found_in(site):
        done = command("check", "plan.yaml", "--ignore", "BR1")
        assert "PM098" in done.stdout
        assert command("check", "plan.yaml", "--ignore", "PM9").exit_code == 2


@pytest.mark.parametrize(
    ("id", "name", "told"),
    [("pm25", "My own", "pm25 is a name of planmodel"), ("mine", "PM2.5", "'PM2.5', which is what pm25")],
)
def test_a_metric_that_is_anothers_is_left_out(site: Path, id: str, name: str, told: str) -> None:
    shipped = shipped_metric("pm25")
    add(site, "metrics-of-mine", METRIC.format(id=id, name=name), metrics="it")
    [finding] = plugin_faults()
    assert told in finding.message
    assert shipped_metric("pm25") is shipped
    assert [one.metric.id for one in find_metric("PM2.5")] == ["pm25"]


# --- readers and writers ---


def reader(site: Path, package: str, name: str, *, knows: str = "return begin[:3] == b'XYZ'", read: str) -> None:
    add(site, package, READER.format(name=name, knows=knows, read=read), readers="it")


RESULT = "from planmodel.results import ImportResult\n    return ImportResult(plan={})"
GOOD = "import planmodel as pm\n    " + RESULT.format("pm.Plan(id='x', title='X')")
UNREAD = {
    "a reader that fails": ("raise OSError('gone')", "OSError: gone"),
    "an exit": ("raise SystemExit(0)", "SystemExit"),
    "a reader of nothing": ("return None", "found None"),
    "a reader of another thing": (
        "from planmodel.results import ImportResult\n    return ImportResult(plan=3)",
        "ImportResult",
    ),
    "a reader that asks planmodel": ("import planmodel as pm\n    return pm.read_plan(path)", "nothing in it tells"),
}


@pytest.mark.parametrize("fault", UNREAD)
def test_a_reader_that_fails_is_a_problem_of_the_file(site: Path, plan: pm.Plan, fault: str) -> None:
    read, told = UNREAD[fault]
    reader(site, "xyz-reader", "xyz", read=read)
    Path("file.xyz").write_text("XYZ 1", "utf-8")
    with pytest.raises(pm.errors.PlanFileError) as refused:
        pm.read_plan("file.xyz")
    assert refused.value.problems
    assert command("show", "file.xyz").exit_code == 2
    assert any(told in one.message for one in refused.value.problems), refused.value.problems
    assert pm.read_plan("plan.yaml") == plan


def test_where_two_readers_know_a_file_the_next_reads_what_the_first_cannot(site: Path, plan: pm.Plan) -> None:
    reader(site, "a-reader", "axyz", read="raise ValueError('no')")
    reader(site, "b-reader", "bxyz", read=GOOD)
    Path("file.xyz").write_text("XYZ 1", "utf-8")
    read = pm.read_plan("file.xyz")
    assert read.origin is not None
    assert read.origin.files[0].format == "bxyz"
    assert [(one.code, one.place.file) for one in read.origin.issues] == [("PM098", "b-reader"), ("PM098", "a-reader")]


@pytest.mark.parametrize(
    "knows", ["return True", "return bool(begin)", "return path.suffix != '.yaml'", "return begin[:1] == b'<'"]
)
def test_a_reader_that_claims_every_file_is_left_out(site: Path, plan: pm.Plan, knows: str) -> None:
    reader(site, "greedy", "xyz", knows=knows, read=GOOD)
    assert "claim every file" in additions().findings[0].message
    Path("list.csv").write_text("task,duration\nDig,3 days\n", "utf-8")
    assert [str(one.name) for one in pm.read_plan("list.csv").tasks] == ["Dig"]
    Path("file.xyz").write_text("XYZ 1", "utf-8")
    with pytest.raises(pm.errors.PlanFileError) as refused:
        pm.read_plan("file.xyz")
    assert {one.code for one in refused.value.problems} == {"PM001", "PM098"}


def test_a_reader_that_fails_to_know_is_told_where_nobody_knows(site: Path, plan: pm.Plan) -> None:
    reader(site, "shy", "xyz", knows="raise ValueError('what')", read=GOOD)
    Path("file.xyz").write_text("XYZ 1", "utf-8")
    with pytest.raises(pm.errors.PlanFileError, match="ValueError: what"):
        pm.read_plan("file.xyz")


def test_what_planmodel_refuses_is_told_with_the_line_of_the_package(site: Path, plan: pm.Plan) -> None:
    reader(site, "shy", "xyz", read="import planmodel\n    return planmodel.Plan(id='no id', title='T')")
    Path("a.xyz").write_text("XYZ", "utf-8")
    with pytest.raises(pm.errors.PlanFileError, match=r"'no id' cannot be an id.*\(shy\.py:7\)"):
        pm.read_plan("a.xyz")


def test_a_plan_file_of_planmodels_own_is_never_a_packages(site: Path, plan: pm.Plan) -> None:
    reader(site, "own", "xyz", knows="return b'planmodel' in begin or b'oc4ids' in begin", read=GOOD)
    Path("bad.json").write_text('{"planmodel": 1, "id": "p"}', "utf-8")
    with pytest.raises(pm.errors.PlanFileError, match="PM008"):
        pm.read_plan("bad.json")
    Path("other.json").write_text('{"oc4ids": []}', "utf-8")
    assert pm.read_plan("other.json").id == "x"


def test_a_writer_that_fails_or_does_not_write_is_told(site: Path, plan: pm.Plan) -> None:
    code = "from planmodel.parts import Writer\ndef write(plan, path):\n    {body}\n"
    code += "it = Writer(name='{name}', suffixes=['.{name}'], write=write)"
    add(site, "w-fails", code.format(body="raise SystemExit(1)", name="wa"), writers="it")
    add(site, "w-idle", code.format(body="return None", name="wb"), writers="it")
    add(site, "w-odd", code.format(body="path.write_text('x'); return 3", name="wc"), writers="it")
    for name, told in (("wa", "SystemExit"), ("wb", "wrote no file"), ("wc", "found 3")):
        done = command("convert", "plan.yaml", f"out.{name}")
        assert done.exit_code == 2
        assert told in done.stderr
        assert f"{name}" in command("convert", "--help").stdout


# --- what is said, and when ---


def test_what_a_package_prints_does_not_get_among_the_data(
    site: Path, plan: pm.Plan, capfd: pytest.CaptureFixture[str]
) -> None:
    add(
        site,
        "loud",
        "print('HELLO')\n" + RULE.format(body="print('HELLO')\n    yield Found(None, '', 'x')"),
        rules="it",
    )
    plan.check()
    printed = capfd.readouterr()
    assert "HELLO" not in printed.out
    assert printed.err.count("HELLO") == 2


def test_a_package_that_asks_planmodel_while_it_is_loaded_sees_what_is_shipped(site: Path, plan: pm.Plan) -> None:
    code = "import planmodel as pm\nfound = pm.read_plan('plan.yaml').check()\n"
    add(site, "eager", code + RULE.format(body="yield Found(None, '', str(len(found.codes)))"), rules="it")
    assert [one.message for one in plan.check().of("BR1")] == [str(len(RULES))]


def test_a_group_that_planmodel_has_not_is_told(site: Path) -> None:
    write_metadata(site, "typo", "1.0", {"planmodel.kind": {"it": "typo:It"}})
    [finding] = plugin_faults()
    assert "did you mean kinds?" in finding.message


def test_a_distribution_that_cannot_be_read_hides_no_other(site: Path, plan: pm.Plan) -> None:
    add(site, "good-one", RULE.format(body="yield Found(None, '', 'here')"), rules="it")
    folder = site / "mangled-1.0.dist-info"
    folder.mkdir()
    (folder / "entry_points.txt").write_bytes(b"[planmodel.rules]\nno equals sign\n\xff\xfe = \xff")
    assert "BR1" in [one.code for one in plan.check().findings]
