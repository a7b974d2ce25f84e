"""Schedule files of other kinds (``.mpp``, ``.mpx``, ``.pmxml``, ``.pod`` and more), read by the Java library MPXJ.

MPXJ is under the LGPL: it is called where it is installed, and never comes with planmodel.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import MissingExtraError
from planmodel.exchange.mspdi import read_mspdi
from planmodel.formats.imported import ImportResult, plan_id, refused
from planmodel.limits import bytes_of
from planmodel.words import say

__all__ = ["read_with_mpxj"]

_WARNING = "the file was read by MPXJ, which may leave out what it does not know: nothing counts that"


def read_with_mpxj(path: str | Path) -> ImportResult:
    """Return what a schedule file of another program says, as MPXJ reads it (extra ``mpxj``, and Java 11 or later).

    The file becomes Microsoft Project's XML in between, and is read as that: see :func:`planmodel.read_mspdi`.

    Parameters:
        path: the file.

    Raises:
        PlanFileError: it cannot be opened, or MPXJ knows no such file.
        MissingExtraError: mpxj, jpype1 or Java is not there.
    """
    file = Path(path)
    bytes_of(file, of="exchange_bytes")
    java = _java()
    with tempfile.TemporaryDirectory() as folder:
        between = Path(folder) / f"{file.stem}.xml"
        try:
            project = java.JClass("org.mpxj.reader.UniversalProjectReader")().read(str(file))
            if project is None:
                raise refused(file, say("mpxj.unknown"), hint=say("mpxj.unknown.hint"))
            java.JClass("org.mpxj.mspdi.MSPDIWriter")().write(project, str(between))
        except java.JException as error:
            raise refused(file, say("mpxj.cannot", reason=f"{str(error).splitlines()[0]:.200}")) from None
        read = read_mspdi(between)
    place = Place(file=str(file))
    issues = [attrs.evolve(issue, place=place) for issue in read.issues]
    issues.append(Diagnostic(code="PM030", severity="info", message=_WARNING, place=place))
    header = {**read.plan.header(), "id": plan_id("mpxj", file)}
    return attrs.evolve(read, plan=type(read.plan)(elements=read.plan.elements, **header), issues=tuple(issues))


def _java() -> Any:
    """Return jpype with a Java machine that knows MPXJ's classes."""
    try:
        jpype: Any = import_module("jpype")  # neither has types, and few have them installed
        mpxj: Any = import_module("mpxj")
    except ImportError:
        raise MissingExtraError("mpxj", extra="mpxj", purpose=say("purpose.mpxj")) from None
    if not jpype.isJVMStarted():
        jars = [str(jar) for jar in (Path(mpxj.__file__).parent / "lib").glob("*.jar")]
        try:
            jpype.startJVM(classpath=jars, convertStrings=True)
        except Exception as error:
            raise MissingExtraError(
                say("mpxj.java"), extra="mpxj", purpose=say("purpose.mpxj.java", error=error)
            ) from None
    return jpype
