"""Commands typed otherwise than they are used, told in the person's words: the library tells in English.

Its errors tell what is wrong by their class and by what pydantic says of a value. What is not known here
is told as the library tells it.
"""

from __future__ import annotations

import re
from enum import EnumMeta
from typing import Any

from typer.exceptions import TyperException

from najda.kernel.phrases import N_, Phrase, phrase

_OPTION = N_("“{command}” has no option “{option}”.")
_OPTIONS = N_("“{command}” has no option “{option}”. Perhaps one of these was meant: {options}.")
_COMMAND = N_("“{command}” has no command “{given}”.")
_EXTRA = N_("“{command}” takes less than was given; leave out: {extra}.")
_MISSING = N_("“{command}” needs {what}, which was not given.")
_NO_VALUE = N_("The option “{option}” takes no value. Give it alone.")
_NEEDS_VALUE = N_("The option “{option}” needs a value after it.")
_CHOICES = N_("“{given}” cannot be given for {what}. It can be: {choices}.")
_HELP = N_("“{help}” tells how it is used.")
_AS_TOLD = N_("The command cannot be used so: {said}")
_VALUES = {
    "int_parsing": N_("“{given}” cannot be given for {what}: it takes a whole number."),
    "int_from_float": N_("“{given}” cannot be given for {what}: it takes a whole number."),
    "int_parsing_size": N_("“{given}” cannot be given for {what}: it is too large."),
    "float_parsing": N_("“{given}” cannot be given for {what}: it takes a number."),
    "greater_than_equal": N_("“{given}” cannot be given for {what}: {ge} is the least."),
    "less_than_equal": N_("“{given}” cannot be given for {what}: {le} is the most."),
    "finite_number": N_("“{given}” cannot be given for {what}: it takes a number."),
}
_NO_COMMAND = re.compile(r"No such command '(.*)'\.", re.DOTALL)
_TOO_MUCH = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)


def is_explained(error: Exception) -> bool:
    """Tell whether an error of the library explains how a command is used."""
    return isinstance(error, TyperException) and type(error).__name__ != "NoArgsIsHelpError"


def explained(error: Any) -> list[Phrase]:
    """Return what was typed otherwise than it is used, and where the usage is told."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "najda"
    return [_wrong(error, command), phrase(_HELP, help=f"{command} --help")]


def _wrong(error: Any, command: str) -> Phrase:
    match type(error).__name__:
        case "NoSuchOption":
            meant = ", ".join(sorted(error.possibilities or ()))
            says = _OPTIONS if meant else _OPTION
            return phrase(says, command=command, option=error.option_name, options=meant)
        case "MissingParameter":
            return phrase(_MISSING, command=command, what=_called(error.param))
        case "BadParameter":
            return _value(error)
        case "BadOptionUsage":
            says = _NO_VALUE if "does not take" in error.message else _NEEDS_VALUE
            return phrase(says, option=error.option_name)
    if found := _NO_COMMAND.fullmatch(error.message):
        return phrase(_COMMAND, command=command, given=found[1])
    if found := _TOO_MUCH.fullmatch(error.message):
        return phrase(_EXTRA, command=command, extra=found[1])
    return phrase(_AS_TOLD, said=error.format_message())


def _value(error: Any) -> Phrase:
    """Return why a value cannot be taken, by what pydantic said of it."""
    about = error.__cause__.errors()[0] if hasattr(error.__cause__, "errors") else {}
    what, given = _called(error.param), str(about.get("input", ""))
    if about.get("type") in _VALUES:
        bounds = {name: f"{bound:g}" for name, bound in about.get("ctx", {}).items()}
        return phrase(_VALUES[about["type"]], given=given, what=what, **bounds)
    kind = error.param and error.param.type_descriptor.annotation
    if about and isinstance(kind, EnumMeta):
        choices = ", ".join(str(each.value) for each in kind)
        return phrase(_CHOICES, given=given, what=what, choices=choices)
    return phrase(_AS_TOLD, said=error.format_message())


def _called(parameter: Any) -> str:
    """Return a parameter as it is typed: an option by its long name, an argument as usage shows it."""
    options = [name for name in parameter.opts if name.startswith("-")]
    return options[0] if options else (parameter.metavar or parameter.name.upper())
