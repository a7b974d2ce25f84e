"""Builds the documentation in both languages, without a network: ``python docs/building/site.py [FOLDER]``.

A warning of Sphinx is an error, and so is a link that leads nowhere. The folder, ``build/site`` when left out, opens
from disk; the page "Try it" wants ``--browser`` with a folder that ``browser.py`` filled, and a server.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

DOCS = Path(__file__).parents[1]


def main(folder: Path, browser: Path | None = None) -> int:
    """Build both trees and return 0, or 1 if something is wrong.

    Parameters:
        folder: where the site goes.
        browser: what the page "Try it" runs on; without it that page says what it lacks.
    """
    for source, place, tags in ((DOCS, folder, []), (DOCS / "zh", folder / "zh", ["-t", "zh"])):
        trees = folder.with_name(f"{folder.name}-doctrees") / place.name
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-W",
            "--keep-going",
            "-b",
            "html",
            "-c",
            str(DOCS),
            "-d",
            str(trees),
        ]
        if subprocess.run(
            [*command, *tags, str(source), str(place)], check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
        ).returncode:
            return 1
    for page in folder.rglob("*.html"):
        page.write_text(accessible(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    if browser is not None:
        shutil.copytree(browser, folder / "browser", dirs_exist_ok=True)
    lost = broken_links(folder)
    for line in lost:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if lost else 0


_UNSAID = (
    (re.compile(r'<p class="caption" role="heading">'), '<p class="caption" role="heading" aria-level="2">'),
    (re.compile(r'<aside class="(sidebar|toc)-drawer'), r'<aside aria-label="\1" class="\1-drawer'),
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    (re.compile(r"<dl>(?=\s*<dd>)"), '<dl role="presentation">'),
)
"""What the theme and the search do not say to readers of screens and the keyboard."""


def accessible(page: str) -> str:
    """Return a page whose headings have a level, whose sides have names, and whose code can be scrolled by keys.

    Parameters:
        page: the page as it was built.
    """
    for pattern, said in _UNSAID:
        page = pattern.sub(said, page)
    return page


def broken_links(folder: Path) -> list[str]:
    """Return each link of the pages in a folder that leads to no file there, or to no such place in it.

    Parameters:
        folder: the built site.
    """
    root = folder.resolve()
    there = {root, *root.rglob("*")}
    pages = {path: _Page(path) for path in sorted(root.rglob("*.html"))}
    lost = []
    for path, page in pages.items():
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = Path(os.path.normpath(path.parent / unquote(parts.path))) if parts.path else path
            if target not in there or (
                parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].places
            ):
                lost.append(f"{path.relative_to(root)}: {link} leads nowhere")
    return lost


_COLOURED = re.compile(r'<span class="[^"]*">|</span>')
"""What colours code: half of all tags, none of which is a link or a place."""


class _Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = {""}
        self.feed(_COLOURED.sub("", path.read_text(encoding="utf-8")))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.places |= {str(named[key]) for key in ("id", "name") if named.get(key)}
        link = named.get("href" if tag in ("a", "link") else "src")
        if link and not link.startswith(("data:", "javascript:")):
            self.links.append(link)


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    words.add_argument("folder", nargs="?", type=Path, default=DOCS.parent / "build" / "site")
    words.add_argument("--browser", type=Path)
    given = words.parse_args()
    sys.exit(main(given.folder.resolve(), given.browser))
