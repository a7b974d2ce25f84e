"""What is done to good input: trees, texts, XML, rows and packed files are changed where their structure is."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

__all__ = [
    "bytes_changed",
    "one_of_several",
    "packed_changed",
    "spoiled",
    "table_spoiled",
    "text_changed",
    "text_spoiled",
    "tree_changed",
    "varied",
    "words_spoiled",
    "xml_changed",
]

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 21, 10**20, 1.5, "", " ", "no", "a b", "ids-of-nobody", "goal-0", "task-0", "治", "\x00",
    "\ud800", "12:30", "2025-06-30", "2025-13", "2025/2021", "0441882", "5 蒲式耳", "21.3 万亩", "3 月", "stated",
    "binding",
    "FS", "1e400",
    [], ["goal-0"], [[]], [None], {}, {"zh": ""}, {"zh": "好", "en": "good"}, {"to": "goal-0"}, {"kind": "Level"},
    {"kind": "Level", "value": 90}, {"year": 2025, "as_published": "≥90"}, {"value": 21, "period": 2023},
)  # fmt: skip
"""Values of plan files that are wrong nearly everywhere, and some that are right in a few places."""

_WORDS = (
    "", " ", "0", "-0", "-1", "1e400", "1e-400", "9" * 25, "9" * 400, "NaN", "Infinity", "-Infinity", "0x10",
    "1_000", "²", "½", "１２", "〇", "一", "亿亿", "两千零二十五", "%", "‰", "％％", "0001-01-01", "9999-12-31",
    "10000-01-01", "2025-02-30", "0000-00-00T00:00:00", "2025-03-03T24:00:00", "9999-12-31T23:59:59",
    "PT999999999999H0M0S", "-PT8H", "P1Y", "true", "null", "~", "\n", "\r", "\t", "\u2028", "\x85", "\x0b",
    "\ufeff", "\u200b", "\u202e", "\ufffe", "\x07", "\x1b[31m", "\x7f", "\U0001f600", "=1+1", "@x", "'", '"', '""',
    "&", "&amp;", "<", "<!--", "]]>", "{", "}", "[", "]", "(", ")", "（", "，", "、", "。", "；", "：", ":", ";",
    ",", "-", "—", "～", "~", "/", "|", "*", "#", "!", "?", "\\", "\\u0000", "${x}", "%s", "..", "分别", "以上",
    "不超过", "比2020年", "到2025年", "其中", "合计", "降低", "翻一番", "by 2030", "at least", "per cent", "万元",
    "℃",
)  # fmt: skip
"""What is put in place of a word: edges of numbers and days, marks that some syntax gives a meaning, words of plans."""

_LONG = (
    "x", "9", "1,", "1.", " ", "(", "（", "[", "{", "<a ", "，", "、", "\n", "-", "年", "一", "第一条", "1%", "- ",
    "|", "*", "&a ", "a/", "㎡",
)  # fmt: skip
"""What is put many times over, for expressions that look again and again."""

_LARGEST = 60_000
"""Characters of a spoiled text: what is larger may take more time, which grows with it."""

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z_]+|[\u4e00-\u9fff]{1,2}|\s+|.", re.DOTALL)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) inside a tree."""
    found: list[tuple[Any, Any]] = []

    def walk(container: Any) -> None:
        for key, value in container.items() if isinstance(container, dict) else enumerate(container):
            found.append((container, key))
            if isinstance(value, dict | list):
                walk(value)

    if isinstance(tree, dict | list):
        walk(tree)
    return found


def spoiled(tree: Any, chance: random.Random) -> Any:
    """Return a copy of a tree with a few changes, most of them for the worse."""
    changed = json.loads(json.dumps(tree, default=str))
    for _ in range(chance.randint(1, 3)):
        if not (every := places(changed)):
            break
        (container, key), (donor, other) = chance.choice(every), chance.choice(every)
        change = chance.randrange(5)
        if change == 0:
            container[key] = deepcopy(chance.choice(ODD))
        elif change == 1:
            container[key] = json.loads(json.dumps(donor[other], default=str))
        elif change == 2:
            del container[key]
        elif isinstance(container, list):
            container.append(json.loads(json.dumps(donor[other], default=str)))
        else:
            container[f"{key}s" if change == 3 else str(other)] = deepcopy(chance.choice(ODD))
    return changed


def varied(tree: Any, chance: random.Random) -> Any:
    """Return a copy of a tree in which a few values are those that stand under the same key elsewhere: often good."""
    changed = json.loads(json.dumps(tree, default=str))
    fields = [(container, key) for container, key in places(changed) if isinstance(key, str) and key != "id"]
    for _ in range(chance.randint(1, 3) if fields else 0):
        container, key = chance.choice(fields)
        container[key] = deepcopy(chance.choice([other[same] for other, same in fields if same == key]))
    return changed


def text_changed(text: str, chance: random.Random) -> str:
    """Return a text of which a few words or lines are lost, doubled, exchanged, or others."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        parts = text.splitlines(keepends=True) if chance.random() < 0.25 else _TOKEN.findall(text)
        if not parts:
            return chance.choice(_WORDS)
        _parts_changed(parts, chance)
        text = "".join(parts)[:_LARGEST]
    return text[: chance.randrange(len(text) + 1)] if chance.random() < 0.05 else text


def _parts_changed(parts: list[str], chance: random.Random) -> None:
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    change = chance.randrange(7)
    if change == 0:
        del parts[at : at + chance.choice((1, 1, 2, 8))]
    elif change == 1:
        parts[at] *= chance.choice((2, 3, 50))
    elif change == 2:
        parts[at], parts[other] = parts[other], parts[at]
    elif change == 3:
        parts[at] = parts[other]
    elif change == 4:
        parts[at] = chance.choice(_WORDS)
    elif change == 5:
        parts.insert(at, chance.choice(_WORDS))
    else:
        parts.insert(at, chance.choice(_LONG) * chance.choice((30, 300, 3_000)) if chance.random() < 0.3 else "\n")


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Return bytes of which a few are others, lost, or doubled."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10))):
        at = chance.randrange(len(changed) + 1)
        change = chance.randrange(4)
        if change == 0 and at < len(changed):
            changed[at] = chance.randrange(256)
        elif change == 1:
            del changed[at : at + chance.choice((1, 2, 100))]
        elif change == 2:
            changed[at:at] = changed[max(0, at - chance.choice((1, 20, 500))) : at]
        else:
            changed[at:at] = chance.choice(
                (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\x1a", b"\xd6\xd0", b"\x81")
            )
    return bytes(changed)


def encoded(text: str, chance: random.Random) -> bytes:
    """Return a text as bytes, mostly UTF-8; half characters stand as they are."""
    encoding = chance.choice(("utf-8",) * 17 + ("utf-8-sig", "utf-16", "gb18030"))
    data = text.encode(encoding, "surrogatepass" if encoding != "gb18030" else "replace")
    return bytes_changed(data, chance) if chance.random() < 0.1 else data


def text_spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a file of text, spoiled."""
    return encoded(text_changed(data.decode("utf-8", "replace"), chance), chance)


def words_spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a text that a program hands over, spoiled: it is a string, and so it is not spoiled in its bytes."""
    return text_changed(data.decode("utf-8", "surrogatepass"), chance).encode("utf-8", "surrogatepass")


def xml_changed(data: bytes, chance: random.Random) -> bytes:
    """Return an XML file of which elements are lost, doubled, moved, renamed, or say something else."""
    if chance.random() < 0.2:
        return text_spoiled(data, chance)
    root = ElementTree.fromstring(data)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        _element_changed(root, chance)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _element_changed(root: ElementTree.Element, chance: random.Random) -> None:
    pairs = [(parent, child) for parent in root.iter() for child in parent]
    if not pairs:
        return
    (parent, child), (other, donor) = chance.choice(pairs), chance.choice(pairs)
    change = chance.randrange(8)
    if change == 0:
        parent.remove(child)
    elif change == 1:
        parent.extend([deepcopy(child) for _ in range(chance.choice((1, 2, 40)))])
    elif change == 2:
        parent.append(deepcopy(donor))
    elif change == 3:
        child.text = chance.choice((donor.text, *(_printable(chance) for _ in range(4))))
    elif change == 4 and child.attrib:
        child.set(chance.choice([*child.attrib]), _printable(chance))
    elif change == 5 and donor.attrib:
        child.attrib.update(dict([chance.choice([*donor.attrib.items()])]))
    elif change == 6:
        child.tag = donor.tag
    else:
        child.text = text_changed(child.text or "", chance).translate(_NOT_XML)
    if other is parent and chance.random() < 0.2:
        parent[:] = chance.sample([*parent], len(parent))


_NOT_XML = {**{code: None for code in range(32) if code not in (9, 10, 13)}, 0xFFFE: None, 0xFFFF: None}


def _printable(chance: random.Random) -> str:
    return chance.choice(_WORDS).translate(_NOT_XML)


def rows_changed(rows: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Return rows of cells of which rows, columns or cells are lost, doubled, exchanged or others."""
    changed = [[*row] for row in rows]
    for _ in range(chance.choice((1, 2, 3, 6))):
        if not any(changed):
            break
        row = chance.choice([one for one in changed if one])
        donor = chance.choice([one for one in changed if one])
        at = chance.randrange(len(row))
        change = chance.randrange(9)
        if change == 0:
            changed.remove(row)
        elif change == 1:
            changed.insert(chance.randrange(len(changed) + 1), [*row])
        elif change == 2:
            del row[at]
        elif change == 3:
            row.insert(at, chance.choice(donor))
        elif change == 4:
            row[at] = chance.choice(donor)
        elif change == 5:
            row[at] = chance.choice(_WORDS)
        elif change == 6:
            for one in changed:
                one[at : at + 1] = [] if chance.random() < 0.9 else one[at : at + 1] * 2
        elif change == 7:
            row += [row[at]] * chance.choice((1, 5, 400))
        else:
            row[at] = text_changed(row[at], chance)
    return changed


def table_spoiled(data: bytes, chance: random.Random) -> bytes:
    """Return a table of comma-separated values, spoiled in its cells or in its text."""
    if chance.random() < 0.25:
        return text_spoiled(data, chance)
    rows = rows_changed([*csv.reader(io.StringIO(data.decode("utf-8"), newline=""))], chance)
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([[cell.replace("\0", "") for cell in row] for row in rows])
    return encoded(stream.getvalue(), chance)


def packed_changed(data: bytes, chance: random.Random) -> bytes:
    """Return a packed file (``.xlsx``, ``.docx``) of which one part is spoiled, lost or there twice."""
    if chance.random() < 0.1:
        return bytes_changed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([*parts])
    if chance.random() < 0.6:  # where the words and cells are
        name = chance.choice(
            [one for one in parts if re.search(r"document\.xml$|sheet\d|sharedStrings|styles|numbering", one)]
        )
    if chance.random() < 0.08:
        del parts[name]
    elif name.endswith((".xml", ".rels")):
        parts[name] = xml_changed(parts[name], chance)
    else:
        parts[name] = bytes_changed(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, content in parts.items():
            packed.writestr(one, content)
    return stream.getvalue()


def tree_changed(data: bytes, chance: random.Random) -> bytes:
    """Return a JSON file whose tree is spoiled, or varied so that it is often still good, or whose text is spoiled."""
    if chance.random() < 0.2:
        return text_spoiled(data, chance)
    tree = chance.choice((spoiled, varied))(json.loads(data), chance)
    return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def one_of_several(change: Callable[[str, bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """Return what spoils one file of several: they stand in one JSON file, each under its name."""

    def several(data: bytes, chance: random.Random) -> bytes:
        files = json.loads(data)
        for name in _some([*files], chance):
            if chance.random() < 0.03:
                del files[name]
            else:
                files[name] = change(name, files[name].encode(), chance).decode("utf-8", "replace")
        return json.dumps(files, ensure_ascii=False).encode()

    return several


def _some(names: list[str], chance: random.Random) -> Iterator[str]:
    yield from chance.sample(names, min(len(names), chance.choice((1, 1, 2))))
