"""What the page "Try it" asks planmodel, in Python that runs in the browser; each function returns HTML."""

import csv
import html
import io
from pathlib import Path

import planmodel as pm
from planmodel.errors import PlanFileError, PlanModelError
from planmodel.text import in_language
from planmodel.views.report.promises import promise

_FOLDER = Path("plans")


def phrase(text, unit, name, language):
    """Return what a published phrase promises, a row a target."""
    targets = pm.read_targets(text, unit=unit or None, name=name or None)
    return _table(
        [(one.as_published or text, one.subject or "", one.year or "", promise(one)[language]) for one in targets]
    )


def table(text, language):
    """Return the indicators of a table as published, and every cell that is not sure."""
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text else ","))
    try:
        read = pm.read_indicator_table(rows)
    except PlanModelError as error:
        return _refused(error, language)
    targets = [
        (one.label(), one.unit or "", target.year or "", target.as_published or "", promise(target)[language])
        for one in read.indicators
        for target in one.targets
    ]
    return _table(targets) + _lines(doubt.one_line(language) for doubt in read.doubts)


def plans(text, start, language):
    """Return what is wrong with one or several plans, their comparison, and the schedule of each."""
    read, shown = [], []
    for number, part in enumerate(text.split("\n---\n"), start=1):
        _FOLDER.mkdir(exist_ok=True)
        path = _FOLDER / f"plan{number}.yaml"
        path.write_text(part, encoding="utf-8")
        try:
            read.append(pm.read_plan(path))
        except PlanFileError as error:
            shown.append(_lines(problem.one_line(language) for problem in error.problems))
    shown += [_shown(plan.check(), language) for plan in read]
    try:
        if len(read) > 1:
            shown.append(_shown(pm.compare(read, on="name", reference=read[0]), language))
        shown += [
            _shown(pm.schedule(plan, start=start or None), language) for plan in read if plan.tasks or plan.projects
        ]
    except PlanModelError as error:
        shown.append(_refused(error, language))
    return "".join(shown)


def _shown(result, language):
    return result.in_language(language)._repr_mimebundle_()["text/html"]


def _refused(error, language):
    return _lines(in_language(text, language) for text in (error.message, error.hint) if text is not None)


def _table(rows):
    cells = ("".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _lines(texts):
    lines = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    return f"<ul>{lines}</ul>" if lines else ""
