"""The frame of every page: templates that escape, style and script in one piece, and a policy that lets nothing in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from planmodel.errors import MissingExtraError
from planmodel.failures import check_language
from planmodel.text import Text, one_line
from planmodel.views.report.promises import Several, both
from planmodel.views.report.records import several
from planmodel.views.report.words import LANGUAGES, PageLanguage, word, words_in
from planmodel.views.spoken import title_language
from planmodel.words import say

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page_language", "render"]

_SCRIPTS = (
    "page.js",
    "address.js",
    "panel.js",
    "pictures.js",
    "search.js",
    "tables.js",
    "saving.js",
    "start.js",
)
"""In the order in which they stand in the page: each uses what those before it define."""
_STYLES = ("report.css",)
_DATA = "\N{SYMBOL FOR NULL}data\N{SYMBOL FOR NULL}"
"""What stands for the data of a page until it is known which words it needs."""
_ASKED = re.compile(r'data-w(?:-label|-placeholder)?="([^"]+)"')
_REMARK = re.compile(r"^[ \t]*(?://.*|/\*.*\*/)\n", re.MULTILINE)
"""A line of a script or style sheet that says something to its writers alone."""
_TOLD = re.compile(r'<span data-(zh|en)="([^"]{12,})">')
"""A text that waits for its language; nothing that a plan says can be taken for one, for its ``<`` is escaped."""
_NAMED = re.compile(r"[a-z_]+")


def page_language(wanted: str | None, title: Text) -> PageLanguage:
    """Return the language in which a page opens: the one that is wanted, or that of a title.

    Raises:
        ModelError: the page does not speak that language.
    """
    if wanted is None:
        return title_language(title)
    check_language(wanted)
    return "zh" if wanted == "zh" else "en"


def render(
    template: str,
    *,
    title: Text,
    language: PageLanguage,
    data: Mapping[str, Any],
    scripts: Sequence[str] = _SCRIPTS,
    styles: Sequence[str] = _STYLES,
    **held: Any,
) -> str:
    """Return a page: the same text for the same values.

    Parameters:
        template: its name.
        title: what the page is about.
        language: the language in which it opens.
        data: what its scripts know.
        scripts: its scripts, each of which uses what those before it define.
        styles: its style sheets.
        held: what the template writes down.

    Raises:
        MissingExtraError: jinja2 is not installed.
    """
    environment = _environment()
    style, script = ("\n".join(map(_asset, names)) for names in (styles, scripts))
    page: str = environment.get_template(template).render(
        title=several(title),
        language=language,
        policy=_policy(style, script),
        style=_marked(style),
        script=_marked(script),
        data=_marked(_DATA),
        word=lambda key: word(key, language),
        zh_word=lambda key: word(key, "zh"),
        said=lambda text: _said(text, language),
        **held,
    )
    page, texts = _shared(page)
    written = _json({**data, "texts": texts}).removeprefix("{").removesuffix("}")
    needed = {one: _needed(words_in(one), page, script, written) for one in LANGUAGES}
    opening = _json({"language": language, "words": needed}).removesuffix("}")
    return page.replace(_DATA, f"{opening}{written and ','}{written}}}", 1)


def _shared(page: str) -> tuple[str, list[tuple[str, str]]]:
    """Return a page in which what it says again and again in its other language is a number, and those texts."""
    counts = Counter(_TOLD.findall(page))
    numbers = {one: at for at, one in enumerate(one for one, count in counts.items() if count > 1)}

    def numbered(found: re.Match[str]) -> str:
        number = numbers.get((found[1], found[2]))
        return found[0] if number is None else f'<span data-t="{number}">'

    return _TOLD.sub(numbered, page), [(language, unescape(text)) for language, text in numbers]


def _needed(words: Mapping[str, str], page: str, script: str, data: str) -> dict[str, str]:
    """Return the words that a page has in its text, that its scripts name, or that are of its kinds and relations."""
    asked = {*_ASKED.findall(page), *_NAMED.findall(script)}
    return {
        key: text
        for key, text in words.items()
        if key in asked or key.startswith("all_") or ("." in key and f'"{key.partition(".")[2]}"' in data)
    }


def _environment() -> Environment:
    try:
        import jinja2  # noqa: F401
    except ImportError:
        raise MissingExtraError("jinja2", extra="report", purpose=say("purpose.report")) from None
    return _compiled()


@cache
def _compiled() -> Environment:
    """Return where templates come from, each compiled once; nothing changes it afterwards."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("planmodel.views.report", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # folding constants takes longer than it saves in a page
    )
    made.filters["both"] = both
    made.filters["one_line"] = lambda value: one_line(str(value))
    made.filters["safe_svg"] = _marked
    made.filters["as_json"] = lambda value: _marked(_json(value))
    return made


def _marked(text: str) -> Any:
    """Return text that a template writes down as it is: our own style, script and checked pictures, nothing else."""
    from markupsafe import Markup

    return Markup(text)


def _said(text: Several, language: str) -> str:
    """Return a text in the language of the page, or in its first one."""
    return text if isinstance(text, str) else text.get(language) or next(iter(text.values()))


@cache
def _asset(name: str) -> str:
    text = files("planmodel.views.report").joinpath("assets", name).read_text(encoding="utf-8")
    return _REMARK.sub("", text)


def _policy(style: str, script: str) -> str:
    """Return the page's content security policy: its own style and script by their hashes, and nothing else.

    Source: W3C, *Content Security Policy Level 3*, section 2.3.1 (hash-source).
    """
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _json(value: object) -> str:
    """Return JSON that cannot end the element that it stands in, whatever texts it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
