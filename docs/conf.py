"""Sphinx reads this for both languages; ``docs/building/site.py`` builds them, the Chinese one with the tag ``zh``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.util.tags import Tags

    tags = Tags()  # Sphinx puts the tags of a build here

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
CHINESE = tags.has("zh")
gc.disable()  # a build is over before its memory is wanted: looking for garbage took two fifths of it

import planmodel  # noqa: E402 (after the path is known)

project = "planmodel"
author = copyright = "The planmodel authors"
release = version = planmodel.__version__
language = "zh_CN" if CHINESE else "en"
locale_dirs = [str(ROOT / "docs" / "_locale")]  # what the theme says in Chinese
exclude_patterns = [] if CHINESE else ["zh"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "docs.building.two_languages",
    "docs.building.public_names",
    "docs.building.chinese_search",
]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
default_role = "literal"
templates_path = [str(ROOT / "docs" / "_templates")]

html_theme = "furo"
html_title = "planmodel"
html_copy_source = False
html_static_path = [str(ROOT / "docs" / "_static")]
html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 100
