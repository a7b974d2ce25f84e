"""In which language the command speaks: what it writes, its help, and what is wrong with the words it was given."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextvars import ContextVar

import click

from planmodel.cli.examples import EXAMPLES
from planmodel.expression import expression
from planmodel.failures import check_language
from planmodel.text import display_width, in_language, wrapped
from planmodel.words import LANGUAGES, Message, has_words, say

__all__ = [
    "LANGUAGE_OF_TEXT",
    "VARIABLE",
    "Group",
    "Verb",
    "chosen_language",
    "named_language",
    "speak",
    "spoken",
    "usage_error_lines",
    "worded",
]

VARIABLE = "PLANMODEL_LANGUAGE"
"""The environment variable that says in which language the command speaks."""
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_language: ContextVar[str] = ContextVar("language of the command", default=LANGUAGES[0])


def named_language(setting: str | None, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the language that somebody named: in ``PLANMODEL_LANGUAGE``, else in the settings file.

    Parameters:
        setting: what the settings file says.
        environment: the variables of the process.

    Raises:
        ModelError: the variable names a language in which there are no words.
    """
    named = environment.get(VARIABLE, "").strip()
    if not named:
        return setting
    check_language(named)
    return named


def chosen_language(setting: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak: the one that somebody named, else that of the system, else English.

    Example:
        >>> chosen_language(None, {"LANG": "zh_CN.UTF-8"}), chosen_language("en", {"LANG": "zh_CN.UTF-8"})
        ('zh', 'en')
    """
    named = named_language(setting, environment)
    if named is not None:
        return named
    system = next((value for name in _LOCALE if (value := environment.get(name))), "")
    return next((one for one in LANGUAGES if re.match(rf"{one}(?![a-z])", system)), LANGUAGES[0])


def speak(language: str) -> None:
    """Speak a language of the catalogue from here on."""
    _language.set(language)


def spoken() -> str:
    """Return the language that is spoken."""
    return _language.get()


def worded(text: str) -> str:
    """Return a sentence in the language that is spoken; a text that is none of the catalogue's stays as it is."""
    return in_language(text, spoken()) if isinstance(text, Message) else text


LANGUAGE_OF_TEXT = frozenset({"read_target", "read_table"})
"""Verbs whose ``--language`` is that of the text they read, not that of what they say."""


def _speech() -> click.Option:
    def told(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None:
            speak(value)

    return click.Option(
        ["--language", "speech"], type=click.Choice(LANGUAGES), expose_value=False, is_eager=True, callback=told
    )


# --- help ---


class Verb(click.Command):
    """A verb whose help stands in the catalogue: ``verb.NAME``, ``verb.NAME.short`` and ``option.NAME.OPTION``,
    or ``option.OPTION`` for one that several verbs have.

    Parameters:
        words: how the catalogue calls it; its name when left out.
    """

    def __init__(self, name: str | None, words: str | None = None, **given: object) -> None:
        super().__init__(name, **given)  # type: ignore[arg-type]  # what a decorator hands on
        self.words = words or str(name).replace("-", "_")
        if all(param.name != "language" for param in self.params):
            self.params.append(_speech())

    def invoke(self, ctx: click.Context) -> object:
        """Run the verb; the language of the names that it shows is that of what it says."""
        shown = ctx.params.get("language")
        if shown in LANGUAGES and self.words not in LANGUAGE_OF_TEXT:
            speak(shown)
        return super().invoke(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what a list of verbs says of it."""
        return worded(say(f"verb.{self.words}.short"))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands behind its name in the line that shows its use."""
        pieces = {"[OPTIONS]": "usage.options_piece", "COMMAND [ARGS]...": "usage.verb_piece"}
        return [worded(say(pieces[one])) if one in pieces else one for one in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows its use."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=worded(say("usage.head")))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        _write_paragraphs(formatter, worded(say(f"verb.{self.words}")), indent=2)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its options."""
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        rows = [(names, self._help_of(param, ctx)) for param in params if (names := _names(param, ctx))]
        _write_rows(formatter, worded(say("usage.options")), rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how it is used."""
        lines = EXAMPLES.get(str(self.name), ())
        if lines:
            formatter.write(f"\n{worded(say('usage.examples'))}\n")
            formatter.write("".join(f"  {line}\n" for line in lines))

    def _help_of(self, param: click.Option, ctx: click.Context) -> str:
        name = "help" if "--help" in param.opts else param.name
        keys = (f"option.{self.words}.{name}", f"option.{name}")
        words = next((worded(say(key)) for key in keys if has_words(key)), param.help or "")
        extra = param.get_help_extra(ctx)
        told = []
        if "default" in extra:
            told.append(worded(say("usage.default", value=extra["default"])))
        if "range" in extra:
            told.append(extra["range"])
        if "required" in extra:
            told.append(worded(say("usage.required")))
        extras = worded(say("sentences", parts=told))
        return worded(say("usage.with_extra", words=words, extra=extras)).strip() if told else words


class Group(Verb, click.Group):
    """A group of verbs, with their short help in a list."""

    def __init__(self, name: str | None = None, words: str | None = None, **given: object) -> None:
        super().__init__(name, words, **given)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its options, and then its verbs."""
        super().format_options(ctx, formatter)
        verbs = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, verb.get_short_help_str()) for name, verb in verbs if verb is not None]
        _write_rows(formatter, worded(say("usage.verbs")), rows)


def _names(param: click.Option, ctx: click.Context) -> str | None:
    record = param.get_help_record(ctx)
    return None if record is None else re.sub(r"\b(?:INTEGER|FLOAT)(?: RANGE)?\b", "N", record[0])


def _write_paragraphs(formatter: click.HelpFormatter, text: str, indent: int) -> None:
    for paragraph in text.split("\n\n"):
        formatter.write_paragraph()
        for line in wrapped(paragraph, formatter.width - indent):
            formatter.write(f"{' ' * indent}{line}\n")


def _write_rows(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    """Write a heading and below it two columns; a wide first cell has its text below it."""
    if not rows:
        return
    column = min(max(display_width(first) for first, _ in rows), 30) + 4
    formatter.write(f"\n{title}\n")
    for first, second in rows:
        begin = f"  {first}"
        lines = wrapped(second, max(formatter.width - column, 20)) if second else []
        if display_width(begin) > column - 2 or not lines:
            formatter.write(f"{begin}\n")
        else:
            gap = " " * (column - display_width(begin))
            formatter.write(f"{begin}{gap}{lines.pop(0)}\n")
        for line in lines:
            formatter.write(f"{' ' * column}{line}\n")


# --- wrong words on the command line ---

_PARSER = {
    "usage.no_option": r"No such option:? '?(?P<option>[^ ']+)'?\.?(?P<near>.*)",
    "usage.no_verb": r"No such command '(?P<verb>.+?)'\.?(?P<more>)(?: .*)?",
    "usage.no_argument": r"Missing argument '(?P<name>.+?)'\.(?P<choices>.*)",
    "usage.option_missing": r"Missing option '(?P<name>.+?)'\.(?P<choices>.*)",
    "usage.needs_value": r"Option '(?P<option>.+)' requires an argument\.",
    "usage.takes_no_value": r"Option '(?P<option>.+)' does not take a value\.",
    "usage.extra": r"Got unexpected extra arguments? \((?P<words>.*)\)",
    "usage.invalid": r"Invalid value for (?P<name>.+?): (?P<message>.*)",
    "usage.no_choice": r"'(?P<value>.*)' is not one of (?P<choices>.*)\.",
    "usage.out_of_range": r"(?P<value>.*) is not in the range (?P<range>.*)\.",
    "usage.no_number": r"'(?P<value>.*)' is not a valid (?:integer|float)(?: range)?\.",
}
"""The sentences of click's parser, by the key of what the catalogue says in their place."""
_QUOTED = expression(r"'([^']+)'")


def usage_error_lines(error: click.ClickException) -> list[str]:
    """Return what to tell of wrong words on the command line: how the verb is used, where help is, what is wrong."""
    ctx = getattr(error, "ctx", None)
    lines = [] if ctx is None else [ctx.get_usage(), worded(say("usage.try", command=f"{ctx.command_path} --help")), ""]
    message = error.message
    if isinstance(message, Message) and isinstance(error, click.BadParameter):
        hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
        message = say("usage.invalid", name=hint if isinstance(hint, str) else " / ".join(hint), message=message)
    elif not isinstance(message, Message):
        message = _of_parser(error.format_message())
    return [*lines, worded(say("usage.error", message=message))]


def _of_parser(text: str) -> str:
    """Return the catalogue's sentence for one of click's parser; another text stays as it is."""
    for key, pattern in _PARSER.items():
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return say(key, **{name: _piece(name, value) for name, value in found.groupdict().items()})
    return text


def _piece(name: str, value: str) -> object:
    """Return what a sentence of the parser fills in: a sentence in it, near options, choices, or a text as it is."""
    if name == "message":
        return _of_parser(value)
    if name not in ("near", "choices"):
        return value
    values = tuple(_QUOTED.findall(value) or value.replace("Choose from:", "").replace(",", " ").split())
    if name == "choices" and "Choose" not in value and values:
        return values
    return say(f"usage.{name}", values=values) if values else ""
