"""The group of verbs: each is imported when it is asked for, and every error ends in one message and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from shutil import get_terminal_size

import click

from planmodel.cli.language import (
    LANGUAGE_OF_TEXT,
    Group,
    chosen_language,
    named_language,
    speak,
    spoken,
    usage_error_lines,
    worded,
)
from planmodel.cli.output import Failed, say
from planmodel.errors import PlanFileError, PlanModelError
from planmodel.faults import InternalFault, attempt
from planmodel.limits import reason_of
from planmodel.listing import room_of
from planmodel.plugins import chosen_plugins
from planmodel.settings import Settings, read_settings
from planmodel.text import one_line, suggestion
from planmodel.version import __version__
from planmodel.words import LANGUAGES
from planmodel.words import say as sentence

__all__ = ["VERBS", "planmodel", "run"]

VERBS = (
    "check",
    "show",
    "graph",
    "convert",
    "read-target",
    "read-table",
    "draft",
    "progress",
    "schedule",
    "needs",
    "cascade",
    "compare",
    "diff",
    "succession",
    "sufficiency",
    "quotas",
    "evaluate",
    "verify",
    "agree",
    "coverage",
    "report",
    "corpus",
    "schema",
    "new",
    "rules",
    "plugins",
)
_FAULT = 3
_PURPOSELY = (PlanModelError, OSError, click.ClickException, click.exceptions.Exit, click.Abort)
_INTERRUPTED = 130
_PIPE_CLOSED = 141
_PROBLEMS_SHOWN = 10


class LazyGroup(Group):
    """A click group that imports a verb when it is asked for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs, in the order in which help shows them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb's command."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"planmodel.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that ``args`` begin with; a mistyped one is an error that names what is near."""
        verb = args[0]
        if verb not in VERBS and not verb.startswith("-"):
            near = suggestion(verb, VERBS) or sentence("cli.verbs", verbs=VERBS)
            more = sentence("usage.more", text=near)
            raise click.UsageError(sentence("usage.no_verb", verb=one_line(verb), more=more), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; whatever the library raises on purpose becomes a message."""
        with _told():
            return super().invoke(ctx)


@click.group(cls=LazyGroup, words="planmodel", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planmodel")
@click.pass_context
def planmodel(ctx: click.Context) -> None:
    """Check, show, draw and convert plans: goals, tasks and projects as a dependency graph."""
    settings = ctx.obj if isinstance(ctx.obj, Settings) else read_settings()
    ctx.obj = settings
    ctx.with_resource(settings.limits)
    ctx.with_resource(chosen_plugins(settings.plugins))
    shared = {"vocabulary": settings.vocabulary, "language": named_language(settings.language)}
    check = {
        "select": settings.select,
        "ignore": settings.ignore,
        "severities": [f"{code}={severity}" for code, severity in settings.severities.items()],
        "rules": settings.rules,
    }
    ctx.default_map = {
        verb: {key: value for key, value in {**shared, **(check if verb == "check" else {})}.items() if value}
        for verb in VERBS
        if verb.replace("-", "_") not in LANGUAGE_OF_TEXT
    }


def run(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    Parameters:
        args: the words after ``planmodel``; those of the process when left out.
    """
    _stand_in_for_closed_streams()
    _write_utf8()
    speak(LANGUAGES[0])
    try:
        with _told():
            settings = read_settings()
            speak(chosen_language(settings.language))
        with _told():
            main = partial(planmodel.main, args, "planmodel", standalone_mode=False, obj=settings)
            with room_of(get_terminal_size().columns if sys.stdout.isatty() else 0):
                result = attempt("planmodel", main, purposely=_PURPOSELY)
            sys.stdout.flush()
        if isinstance(result, InternalFault):
            say(result.traceback + worded(sentence("cli.error", message=result.message)))
            say(sentence("cli.hint", hint=sentence("report_it")))
            return _FAULT
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show() if isinstance(error, Failed) else say("\n".join(usage_error_lines(error)))
        return error.exit_code
    except SystemExit:  # click's own, when help meets a pipe that is closed
        return _PIPE_CLOSED
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    finally:
        _stop_writing()


def _stand_in_for_closed_streams() -> None:
    """Give a process that was started with closed streams (``>&-``) some: writing data fails, talk is lost."""
    if sys.stdout is None:  # a stream that is open for reading: what is written to it is an error, as it should be
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _write_utf8() -> None:
    """Make files and pipes UTF-8 on every machine; a terminal keeps its encoding and gets escapes for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except PlanFileError as error:
        raise Failed(error.told, error.hint, _problems(error)) from None
    except PlanModelError as error:
        raise Failed(error.told, error.hint) from None
    except BrokenPipeError:
        _stop_writing()
        raise click.exceptions.Exit(_PIPE_CLOSED) from None
    except OSError as error:
        _stop_writing()
        what = reason_of(error)
        where = str(error.filename) if error.filename else None
        raise Failed(what if where is None else sentence("error.where", where=where, message=what)) from None


def _problems(error: PlanFileError) -> list[str]:
    lines = [problem.one_line(spoken()) for problem in error.problems[:_PROBLEMS_SHOWN]]
    more = len(error.problems) - len(lines)
    return lines + ([sentence("cli.more_problems", n=more)] if more else [])


def _stop_writing() -> None:
    """Give up what is still in the buffer of standard output when its other end takes no more."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
