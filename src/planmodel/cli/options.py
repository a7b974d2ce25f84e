"""Arguments and options that several verbs share, and the reading of plans that they ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from planmodel.cli.output import say
from planmodel.settings import Settings
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.model.calendar import Calendar
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = [
    "FOLDER",
    "PATH",
    "STDOUT",
    "by_id",
    "calendar",
    "derivations",
    "folder_of_modules",
    "language",
    "overlay",
    "plan",
    "read",
]
__all__ += ["overlays_after", "own_trajectory", "tell_of_issues", "trajectory", "vocabulary"]

PATH = click.Path(path_type=Path)


def _vocabulary(ctx: click.Context, param: click.Parameter, value: str | None) -> Vocabulary | None:
    if value is None:
        return None
    from planmodel.model.vocabulary import vocabulary_named

    return vocabulary_named(value, folder_of_modules(ctx, param))


def folder_of_modules(ctx: click.Context, param: click.Parameter) -> Path | None:
    """Return where the modules that an option names may lie: beside the settings file that names them, else here."""
    settings = ctx.find_object(Settings)
    from_settings = ctx.get_parameter_source(param.name or "") is ParameterSource.DEFAULT_MAP
    return settings.folder if settings is not None and from_settings else None


def _calendar(ctx: click.Context, param: click.Parameter, name: str | None) -> Calendar | None:
    """Return the working calendar that is called so."""
    if name is None:
        return None
    from planmodel.model.calendar import Calendar

    return Calendar.china() if name == "china" else Calendar()


class _Folder(click.Path):
    """A folder to write; ``-`` is standard output, which is none."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value) == "-":
            self.fail(sentence("cli.folder_to_stdout"), param, ctx)
        return super().convert(value, param, ctx)


FOLDER = _Folder()
STDOUT = Path("-")
"""What stands for standard output where a file is to be written."""

plan = click.argument("plan", type=PATH)
overlays_after = click.argument("overlays_after", nargs=-1, type=PATH, metavar="[OVERLAY...]")
trajectory = click.option(
    "--trajectory", type=click.Choice(("linear", "geometric", "step")), default="linear", show_default=True
)
own_trajectory = click.option("--trajectory", type=click.Choice(("linear", "geometric", "step")))
overlay = click.option("--overlay", "overlays", type=PATH, multiple=True, metavar="FILE")
vocabulary = click.option(
    "--vocabulary",
    metavar="MODULE:NAME",
    callback=_vocabulary,
)
derivations = click.option("--derivations", type=PATH, metavar="FILE")
calendar = click.option(
    "--calendar",
    type=click.Choice(("week", "china")),
    callback=_calendar,
)
language = click.option("--language", metavar="TAG")


def read(plan: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> Plan:
    """Read a plan with what is laid over it, and say how much was left out of another program's file.

    Raises:
        PlanFileError: it cannot be read.
    """
    from planmodel.exchange.opening import read_plan

    read = read_plan(plan, *overlays, vocabulary=vocabulary)
    tell_of_issues(read)
    return read


def tell_of_issues(plan: Plan) -> None:
    """Say how many things another program's file holds that the plan has not, or not as they stood."""
    if plan.origin is not None and plan.origin.issues:
        file = one_line(plan.origin.files[0].path)
        say(sentence("cli.issues_of_reading", file=file, n=len(plan.origin.issues)))


def by_id(given: tuple[str, ...], option: str) -> dict[str, str]:
    """Return what an option that may be given several times says of each id: ``ID=AMOUNT``."""
    found: dict[str, str] = {}
    for one in given:
        id, sign, said = one.partition("=")
        if not sign:
            raise click.BadParameter(sentence("sufficiency.growth_option", text=one), param_hint=option)
        found[id] = said
    return found
