"""The catalogue of words: whole in every language, used to the last key, and no sentence built elsewhere."""

from __future__ import annotations

import ast
import copy
import json
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter

import pytest

import planmodel
from planmodel.errors import ModelError
from planmodel.failures import check_language
from planmodel.model.period import Period
from planmodel.model.vocabulary import VOCABULARY
from planmodel.text import MultilingualText, in_language
from planmodel.units import Amount
from planmodel.words import LANGUAGES, Message, catalogue, has_words, say, term

ROOT = Path(planmodel.__file__).parent
TREES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
    if "examples" not in path.parts
}
BY_CODE = {
    "argument_kind",
    "beside",
    "commitment",
    "explained",
    "similarity.relation",
    "mark",
    "versions",
    "comparator",
    "quantity",
    "reading",
    "trajectory",
    "trend",
    "better",
    "changed",
    "checked",
    "constraint",
    "count",
    "evidence",
    "kind",
    "level",
    "origin",
    "limit",
    "role",
    "link",
    "matched",
    "relation",
    "report",
    "result",
    "rule",
    "severity",
    "verified",
    "system",
    *(f"page.{group}" for group in ("f", "inv", "kind", "o", "one", "q", "r", "rel", "s", "v", "w")),
}
"""Groups of words that are looked up by a code which the source does not spell out."""
PUT_TOGETHER = (
    {f"column.{name}" for name in ("p10", "p50", "p80", "p90", "part_title")}
    | {"promised.others.median"}
    | {f"column.{plan}_{what}" for plan in ("child", "parent", "old", "new") for what in ("title", "place", "source")}
)
PUT_TOGETHER.add("promised.others.median")
"""Keys whose last part the source puts together: of a letter and a number, of which plan and what of it."""
ONE_LANGUAGE = {"needs.field": {"word"}, "element": {"name"}, "collection.none": {"name"}}
"""Placeholders that one language alone has: English calls an element by its id, Chinese by its name, too."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def templates(language: str) -> list[tuple[str, str]]:
    return [(key, texts[language]) for key, texts in catalogue().items()]


def test_every_key_has_a_text_in_every_language() -> None:
    lacking = {key: set(LANGUAGES) ^ set(texts) for key, texts in catalogue().items() if set(texts) != set(LANGUAGES)}
    assert lacking == {}
    assert [key for key, texts in catalogue().items() if not all(texts.values())] == []


def test_no_key_stands_twice() -> None:
    """Also not within one file, of which JSON would take the later one in silence."""
    keys: list[str] = []
    for file in (ROOT / "words").glob("*.json"):
        keys += json.loads(file.read_bytes(), object_pairs_hook=lambda pairs: [key for key, _ in pairs])
    assert len(keys) == len(set(keys)) == len(catalogue())


def test_the_placeholders_of_a_sentence_are_the_same_in_every_language() -> None:
    differing = {}
    for key, texts in catalogue().items():
        names = [placeholders(text) - ONE_LANGUAGE.get(key, set()) for text in texts.values()]
        if any(one != names[0] for one in names):
            differing[key] = names
    assert differing == {}


CHINESE = "\u4e00-\u9fff"
IN_CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|\{\{|\}\}")
REJECTED = [
    "要素",
    "文本载明",
    "解读",
    "落后",
    "倒退",
    "更松",
    "容量",
    "更新",
    "您",
    "我们",
    "抱歉",
    "！",
    "无法判断",
    "度量",
    "标识符",
    "载明",
    "任务网络",
    "进度安排",
    "批准单位",
    "发布单位",
    "发布日期",
    "机构负责",
]
FAULTS = {
    "a half-width mark beside a Chinese character": rf"[{CHINESE}][,;:()\"!?]|[,;()\"!?][{CHINESE}]",
    "a space beside a full-width mark": r"[，。；：？（）“”、《》] | [，。；：？（）“”、《》]",
    "a space between a digit and a Chinese character or %": rf"(?<!UTF-8)(?<=\d) [{CHINESE}%]|[{CHINESE}] \d",
    "「」": "[「」『』]",
    "a word for which the field has another": "|".join(REJECTED),
    "0项": r"(?<!\d)0项",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_chinese_texts_are_written_as_chinese_is(fault: str) -> None:
    pattern = re.compile(FAULTS[fault])
    assert [(key, text) for key, text in templates("zh") if pattern.search(IN_CODE.sub("x", text))] == []


ENGLISH = {
    "YAML",
    "NUL",
    "planmodel",
    "Python",
    "UTF-8",
    "MiB",
    "P10",
    "P50",
    "P80",
    "P90",
    "FS",
    "SS",
    "FF",
    "SF",
    "as_of",
    "CSV",
    "SVG",
    "Kappa",
    "English",
    "ASCII",
    "UTF-16",
    "pint",
}
"""Words that Chinese texts have as they are."""
KINDS_OF_FILES = {
    "CSV",
    "Markdown",
    "Excel",
    "HTML",
    "OCR",
    "OpenDocument",
    "PDF",
    "PSPLIB",
    "TOML",
    "WPS",
    "Word",
    "XML",
}
KINDS_OF_FILES |= {
    "ERMHDR",
    "GB",
    "JSON",
    "P6",
    "UID",
    "YAML",
    "Goal",
    "Action",
    "Java",
    "MPXJ",
    "Primavera",
    "Spark",
    "StratML",
}
OF_FILES = {
    "system",
    "file",
    "purpose",
    "psplib",
    "settings",
    "pdf",
    "document",
    "word",
    "excel",
    "table",
    "html",
    "csv",
}
OF_FILES |= {"rule_doc", "mpxj", "stratml", "xer", "mspdi", "gantt", "remark", "draft", "tables"}
OF_FILES |= {"PM001", "PM041", "PM812"}
OF_THE_COMMAND = re.compile(
    r"--?[a-z][a-z-]*|\[?\b[a-z]+\.[a-z]+\]?|\.[a-z]+\b|\b[A-Z_]+\b|\bPM\w+(=\w+)?|\b[a-z0-9]+=\w+"
)
"""Options, files and their suffixes, what stands for a value, rules."""
OF_COMMAND = {path.stem for path in (ROOT / "cli").glob("*.py")} | {"cli", "option", "rule_doc", "usage", "verb"}
FORMATS = {"cytoscape", "dot", "gexf", "graphml", "json", "mermaid", "node-link", "pdf", "png", "svg"}
PROGRAMS = {
    "ArchiMate",
    "Cytoscape",
    "Excel",
    "GanttProject",
    "Markdown",
    "Microsoft",
    "Project",
    "Primavera",
    "Schema",
    "Spark",
    "StratML",
    "networkx",
}
CHOICES = {
    "ambition",
    "check",
    "compare",
    "coverage",
    "flow",
    "matrix",
    "met",
    "midterm-145",
    "mspdi",
    "network",
    "plans",
    "refuse",
}
CHOICES |= {
    "schedule",
    "shape",
    "specificity",
    "statistics",
    "structure",
    "zero",
    "Vocabulary",
    "new",
    "docs",
    "rules",
    "en",
    "zh",
}
CHOICES |= {
    "part_of",
    "contributes_to",
    "part",
    "of",
    "contributes",
    "to",
    "error",
    "cut",
    "count",
    "node",
    "pm25",
    "draft",
}


def test_every_kind_and_a_count_of_it_have_words() -> None:
    kinds = [cls.kind for cls in VOCABULARY.kinds]
    assert [kind for kind in kinds for group in ("kind", "count") if not has_words(f"{group}.{kind}")] == []


def test_no_english_is_left_in_chinese_texts() -> None:
    left = {}
    for key, text in templates("zh"):
        text = IN_CODE.sub(" ", text)
        names = ENGLISH | {"Switch", "to"} if key.startswith("page.switch") else ENGLISH
        if key.partition(".")[0] in OF_COMMAND:
            text, names = OF_THE_COMMAND.sub(" ", text), ENGLISH | FORMATS | PROGRAMS | CHOICES
        if key.partition(".")[0] in OF_FILES:
            names = names | KINDS_OF_FILES
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9_-]+", text)) - names
        if words:
            left[key] = words
    assert left == {}


def test_no_chinese_stands_in_english_texts_but_units_that_plans_print() -> None:
    units = {"月", "周", "天", "工作日", "日历日", "年", "亿元", "万元", "个百分点", "力争", "倍"}
    units |= {"指标", "指标名称", "项目名称", "任务名称", "工期"}  # heads of columns that are looked for
    units |= {"辆", "性", "约束性", "预期性"}  # what a table prints, and a unit for an example
    texts = ((key, IN_CODE.sub(" ", text)) for key, text in templates("en") if not key.startswith("page.switch"))
    chinese = {key: set(re.findall(f"[{CHINESE}]+", text)) - units for key, text in texts}
    assert {key: words for key, words in chinese.items() if words} == {}


# --- keys and the source ---


def called(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in names:
                yield node


def sayers(tree: ast.AST) -> set[str]:
    """Return what a module calls the function that words a sentence of the catalogue."""
    imports = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module == "planmodel.words")
    return {alias.asname or alias.name for one in imports for alias in one.names if alias.name == "say"}


def strings() -> set[str]:
    """Return every string of the source, with ``*`` for what an f-string fills in."""
    found = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [str(one.value) if isinstance(one, ast.Constant) else "*" for one in node.values]
                found.add("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_key_that_the_source_asks_for_is_in_the_catalogue() -> None:
    missing = set()
    for place, tree in TREES.items():
        for call in called(tree, *sayers(tree)):
            key = call.args[0] if call.args else None
            if isinstance(key, ast.Constant) and key.value not in catalogue():
                missing.add((place, key.lineno, key.value))
    assert missing == set()


def names() -> set[str]:
    """Return every name that the source gives to a field, an argument or a class: codes are often made of them."""
    nodes = [node for tree in TREES.values() for node in ast.walk(tree)]
    fields = {node.target.id for node in nodes if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}
    classes = {node.name.lower() for node in nodes if isinstance(node, ast.ClassDef)}
    return fields | classes | {node.arg for node in nodes if isinstance(node, ast.arg)}


def asked(known: set[str]) -> Callable[[str], bool]:
    """Return whether strings of a source ask for a key: as it is, by a code, or as an f-string.

    An f-string counts where the key begins as it does, and where what fills its gaps stands in the source, too.
    """
    groups = {key.partition(".")[0] for key in catalogue()}
    rooted = (one for one in known if "*" in one and re.split(r"[.*]", one)[0] in groups)
    patterns = [re.compile(re.escape(one).replace(r"\*", "(.*)")) for one in rooted]
    led = [one.removesuffix("*") for one in known if re.fullmatch(r"\w{3,}_\*", one)]
    fillers = {part for one in known for part in (one, re.sub(r"[- ]", "_", one.strip("-.")))}

    def fills(gap: str) -> bool:
        parts = [gap, *(gap.removeprefix(one) for one in led if gap.startswith(one))]
        return any(part in fillers for part in parts) or all(part in fillers for part in gap.split(".") if part)

    def holds(key: str) -> bool:
        if key in known or {key.partition(".")[0], key.rpartition(".")[0]} & BY_CODE:
            return True
        return any(all(map(fills, found.groups())) for one in patterns if (found := one.fullmatch(key)) is not None)

    return holds


def of_pages() -> set[str]:
    """Return what the pages' templates and scripts, and the source, may ask for of the words of the page."""
    files = (path for path in (ROOT / "views").rglob("*") if path.suffix in (".jinja", ".js"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    opened = {f"{one}*" for one in re.findall(r"word\(`([a-z_.]+)\$\{", text)}
    return {f"page.{word}" for word in opened | set(re.findall(r"[a-z_.]+", text)) | strings() if word[0:1] != "*"}


def test_every_key_of_the_catalogue_is_asked_for() -> None:
    holds = asked(strings() | names() | of_pages())
    assert {key for key in catalogue() if not holds(key)} == PUT_TOGETHER


def test_a_key_that_nothing_asks_for_is_found() -> None:
    holds = asked({"*.*", "*", "succession.*", "no_better", "PM411*.reason", ".empty", "row"})
    assert [key for key in ("row", "succession.no_better", "PM411.empty.reason", "kind.goal") if not holds(key)] == []
    assert [key for key in ("sentences", "succession.no_bound", "evaluate.no_year", "PM411.empty") if holds(key)] == []


SPOKEN = {"message", "hint", "note", "reason", "why", "title", "advice"}
"""What a sentence is called where it is passed or kept."""
TELLERS = {
    "Diagnostic",
    "Fault",
    "Found",
    "Reason",
    "fault",
    "problem",
    "issue",
    "warn",
    "doubt",
    "lost",
    "say",
    "text",
    "note",
    "left_out",
    "refusal",
    "refused",
    "Remark",
    "_add",
    "_none",
    "_refuse",
    "_report",
}
"""What is called with sentences."""
OUTSIDE: dict[str, int] = {
    "__init__": 1,  # what Python says of a name that a module lacks
    "drafting": 3,  # patterns of headings; what a passage is called in the record of a draft
    "formats": 7,  # caught inside: a reader that is quick gives up, and the one that is exact says what is wrong
    "model": 2,  # a name that a module lacks; what cannot be
    "phrases": 1,  # the title of a plan that is made of a table without one
    "scheduling": 2,  # what is not to be changed, as Python says it; a fault of the search
    "testing": 1,  # the title of a plan that is made up
    "text": 1,  # a value that is not to be changed, as Python says it
    "units": 4,  # the same, and a division by zero
}
"""How many sentences of a room stand outside the catalogue, and why: these numbers only go down."""


def is_sentence(node: ast.AST) -> bool:
    """Tell whether a node is a text of words: two of them or more, as a literal or around what is filled in."""
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(one.value) if isinstance(one, ast.Constant) else "0" for one in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    else:
        return False
    return re.search(r"[A-Za-z,;:)'0] [A-Za-z('0]*[A-Za-z]", text) is not None and not is_code(text)


def is_code(text: str) -> bool:
    """Tell whether a text is a call to copy, such as ``Level(value=90, high=…)``: the same in every language."""
    try:
        tree = ast.parse(text.replace("…", "..."), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return isinstance(tree.body, ast.Call)


def sentences(tree: ast.AST) -> set[tuple[int, int]]:
    """Return where in a module sentences are raised, told of a finding or kept as a message, hint, note or reason."""
    told: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            told.append(node.exc)
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            told += [one.value for one in node.keywords if one.arg in SPOKEN]
            told += node.args if name in TELLERS or adds_a_doubt(node.func) else []
        elif isinstance(node, ast.Assign) and any(
            getattr(one, "id", "").lower().strip("_") in SPOKEN for one in node.targets
        ):
            told.append(node.value)
    found = (one for node in told for one in parts_of(node) if is_sentence(one))
    return {(one.lineno, one.col_offset) for one in found if isinstance(one, ast.expr)}


def adds_a_doubt(called: ast.expr) -> bool:
    """Tell whether what is called is ``doubts.add`` or ``remarks.add``."""
    holder = called.value if isinstance(called, ast.Attribute) and called.attr == "add" else None
    name = getattr(holder, "attr", getattr(holder, "id", ""))
    return str(name).strip("_") in ("doubts", "remarks")


def parts_of(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what is in it, but for the pieces of an f-string."""
    yield node
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from parts_of(child)


def outside() -> dict[str, int]:
    counts: dict[str, int] = {}
    for place, tree in TREES.items():
        room = place.partition("/")[0].removesuffix(".py")
        counts[room] = counts.get(room, 0) + len(sentences(tree))
    return {room: number for room, number in sorted(counts.items()) if number}


def test_no_more_sentences_are_built_outside_the_catalogue() -> None:
    more = {room: number for room, number in outside().items() if number > OUTSIDE.get(room, 0)}
    assert more == {}, "put them into src/planmodel/words/*.json and word them with say(key, …)"


@pytest.mark.parametrize(
    "source",
    [
        "raise ModelError('no such thing')",
        "raise ModelError(f'{one} is {two}', hint='x')",
        "yield Found(None, '', f'{one} is nothing')",
        "call(hint='write one of these')",
        "message = f'{named(one)} has no unit'",
        "raise ModelError(text if text else f'{x} is empty')",
    ],
)
def test_a_sentence_outside_is_found_in_every_way_to_write_it(source: str) -> None:
    assert len(sentences(ast.parse(source))) == 1


@pytest.mark.parametrize(
    "source", ["raise ModelError(say('PM401', e=one))", "yield Found(id, f'a[{n}].b', say(key))", "x = 'a b'"]
)
def test_what_is_no_sentence_is_none(source: str) -> None:
    assert sentences(ast.parse(source)) == set()


# --- what a message does ---


def test_a_message_is_english_text_and_says_itself_in_chinese() -> None:
    message = say("PM401", e=say("element", kind=term("kind", "indicator"), id="i", name="浓度"))
    assert message == "indicator 'i' has numbers and no unit"
    assert message.in_language("zh") == "指标“浓度”（i）有数值但未注明计量单位"
    assert message.in_language("zh").in_language("en") == message
    assert message.in_language("fr") is message


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_of_a_message_still_knows_every_language(again: object) -> None:
    assert callable(again)
    for message in (say("did_you_mean", near=("a", "b")), term("kind", "my_risk"), term("kind", "goal")):
        other = again(message)
        assert type(other) is type(message)
        assert [other.in_language(one) for one in LANGUAGES] == [message.in_language(one) for one in LANGUAGES]


def test_numbers_nouns_and_rows_are_worded_as_the_language_has_them() -> None:
    assert [say("report.error", n=n) for n in (1, 2, 1200)] == ["1 error", "2 errors", "1,200 errors"]
    assert [say("report.error", n=n).in_language("zh") for n in (1, 1200)] == ["1个错误", "1200个错误"]
    listed = say("PM301.listed", n=1, ids=("a",))
    assert (listed, listed.in_language("zh")) == ("1 is listed: a", "列出1项：a")
    many = say("PM302.against", e="x", ids=tuple(f"t{n}" for n in range(14)))
    assert many.endswith("t10, t11 and 2 more work against it")
    assert many.in_language("zh").endswith("t10、t11，另有2项")
    near = say("did_you_mean", near=("a", "b"))
    assert (near, near.in_language("zh")) == ("did you mean a or b?", "是否应为 a 或 b？")


def test_amounts_periods_days_and_texts_word_themselves() -> None:
    late = say("PM506.fixed", e="x", due=Period("2023-06-30"), begin=Period("2021/2025").start)
    assert late == "x must be over by 2023-06-30, but cannot begin before 2021-01-01"
    assert late.in_language("zh") == "x的完成期限为2023年6月30日，却不早于2021年1月1日开始"
    dear = say("PM410", part=Amount("1.2 亿元"), total=Amount("-6 月"))
    assert dear.in_language("zh") == "规划期内投资1.2亿元超过总投资−6个月"
    assert in_language(say("row", parts=[MultilingualText({"zh": "水", "en": "water"})]), "en") == "water"


def test_a_key_a_value_or_a_language_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no such key")
    with pytest.raises(KeyError):
        say("PM401")
    with pytest.raises(ModelError, match="'fr' is no language") as caught:
        check_language("fr")
    assert isinstance(caught.value.hint, Message)
    assert caught.value.hint.in_language("zh") == "改为 en 或 zh"


def test_what_steers_a_terminal_is_seen_in_a_sentence_and_not_sent() -> None:
    said = say("element", kind="goal", id="a", name="x")
    assert said.in_language("zh") == "goal“x”（a）"
    steered = say("element", kind="\x1b[31m\u202e", id="a\x9b", name="\x07 \u3000空").in_language("zh")
    assert steered == "\\x1b[31m\\u202e“\\x07 \u3000空”（a\\x9b）"
