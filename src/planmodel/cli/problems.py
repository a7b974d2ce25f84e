"""Codes of what is reported beside the findings of rules."""

from __future__ import annotations

from planmodel.documents.remarks import TITLES as DOCUMENT_REMARKS
from planmodel.drafting.codes import DOUBTS
from planmodel.words import say

__all__ = ["FILE_PROBLEMS", "OTHER_FINDINGS", "page"]

FILE_PROBLEMS = {
    "PM001": say("PM001.title"),
    "PM002": say("PM002.title"),
    "PM003": say("PM003.title"),
    "PM004": say("PM004.title"),
    "PM005": say("PM005.title"),
    "PM006": say("PM006.title"),
    "PM007": say("PM007.title"),
    "PM008": say("PM008.title"),
    "PM009": say("PM009.title"),
    "PM010": say("PM010.title"),
}
"""Code → title; each is an error."""

OTHER_FINDINGS = {
    "PM011": say("PM011.title"),
    "PM020": say("PM020.title"),
    "PM030": say("PM030.title"),
    **DOCUMENT_REMARKS,
    "PM098": say("PM098.title"),
    "PM099": say("PM099.title"),
    "PM601": say("PM601.title"),
    "PM602": say("PM602.title"),
    "PM603": say("PM603.title"),
    "PM604": say("PM604.title"),
    "PM605": say("PM605.title"),
    "PM606": say("PM606.title"),
    "PM607": say("PM607.title"),
    "PM608": say("PM608.title"),
    "PM701": say("PM701.title"),
    "PM702": say("PM702.title"),
    "PM703": say("PM703.title"),
    **{code: title for code, (_, title, _) in DOUBTS.items()},
}
"""Code → title of what readers of other files and schedules report, and ``check`` does not, and PM099."""


def page(code: str) -> str:
    """Return where a code is documented."""
    return say("rules.page", code=code.lower())
