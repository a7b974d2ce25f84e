"""Codes of what is reported beside the findings of rules."""

from __future__ import annotations

from planmodel.documents.remarks import TITLES as DOCUMENT_REMARKS
from planmodel.drafting.codes import DOUBTS

__all__ = ["FILE_PROBLEMS", "OTHER_FINDINGS", "page"]

FILE_PROBLEMS = {
    "PM001": "a file that cannot be read, or is no YAML, JSON or table",
    "PM002": "a key that planmodel does not know",
    "PM003": "a value of the wrong type",
    "PM004": "a date or period that is none",
    "PM005": "a value that its field cannot take",
    "PM006": "an amount in a unit that planmodel does not know",
    "PM007": "the same key twice",
    "PM008": "a key that is missing",
    "PM009": "an id that another element has",
    "PM010": "an unknown format version, or a plan and an overlay mixed up",
}
"""Code → title; each is an error."""

OTHER_FINDINGS = {
    "PM011": "a plan with the id of another",
    "PM020": "a doubtful cell of a published indicator table",
    "PM030": "something in another program's file that was left out or changed",
    **DOCUMENT_REMARKS,
    "PM098": "an installed package whose kinds, rules or metrics cannot be used",
    "PM099": "a part of planmodel that failed: a fault of its own",
    "PM601": "work that ends after the day by which it must be over",
    "PM602": "real dates that a link, the start, the day of the report or each other rule out",
    "PM603": "everything is over only after the plan's period",
    "PM604": "what a whole says of itself that does not count beside its parts",
    "PM605": "a use of a resource that limits nothing",
    "PM606": "a constraint that holds work before its links or the start allow, or that another rules out",
    "PM607": "a share done that is not between 0 % and 100 %",
    "PM608": "a longest wait of a link that dates or real events exceed",
    "PM701": "a folder that is no corpus, or one of another version",
    "PM702": "files of a corpus that are missing or cut off; their plans are left out",
    "PM703": "files in a corpus that belong to no finished batch",
    **{code: title for code, (_, title, _) in DOUBTS.items()},
}
"""Code → title of what readers of other files and schedules report, and ``check`` does not, and PM099."""


def page(code: str) -> str:
    """Return where a code is documented."""
    return f"docs/rules.md#{code.lower()}"
