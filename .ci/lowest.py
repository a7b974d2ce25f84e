"""Print the lowest versions that pyproject.toml declares, as pip's constraints: ``python .ci/lowest.py [EXTRA...]``."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = re.compile(r"(?P<name>[\w.-]+)(\[[^]]+\])?>=(?P<version>[\w.]+)(,.*)?$")


def lowest(requirements: list[str]) -> list[str]:
    """Return the lowest version of each requirement; one of our own extras stands for what it holds."""
    pinned = []
    for one in requirements:
        if one.startswith(f"{PROJECT['name']}["):
            for extra in one.partition("[")[2].rstrip("]").split(","):
                pinned += lowest(PROJECT["optional-dependencies"][extra])
        elif (declared := DECLARED.match(one)) is not None:
            pinned.append(f"{declared['name']}=={declared['version']}")
        else:
            sys.exit(f"pyproject.toml: {one!r} declares no lowest version")
    return pinned


if __name__ == "__main__":
    asked = [f"{PROJECT['name']}[{extra}]" for extra in sys.argv[1:]]
    print("\n".join(dict.fromkeys(lowest([*PROJECT["dependencies"], *asked]))))
