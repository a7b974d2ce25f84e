"""A Word file whose main part has no body is refused as what it is."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

import planmodel as pm
from planmodel.errors import PlanFileError

docx = pytest.importorskip("docx")


@pytest.mark.parametrize("body", ["", "<w:background/>"])
def test_a_main_part_without_a_body_is_refused(body: str) -> None:
    whole, spoiled = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(spoiled, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"<w:body>.*</w:body>", body.encode(), data, flags=re.DOTALL)
            target.writestr(name, data)
    with pytest.raises(PlanFileError, match="docx"):
        pm.read_document(spoiled.getvalue())
