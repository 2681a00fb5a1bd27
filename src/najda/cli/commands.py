"""How a command is made: its own arguments, those every command has, an example in its help."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from .errors import DEBUG
from .language import Language
from .session import Options, Session

_COMMON, _ACTING = "For every command", "For whoever acts"


_FOLDER = Annotated[
    Path,
    typer.Option(
        "--folder",
        "-f",
        envvar="NAJDA_FOLDER",
        help="The installation's folder.",
        rich_help_panel=_COMMON,
    ),
]
_LANGUAGE = Annotated[
    Language | None,
    typer.Option(
        "--language",
        envvar="NAJDA_LANGUAGE",
        case_sensitive=False,
        help="Language to answer in; else the locale's.",
        rich_help_panel=_COMMON,
    ),
]
_DEBUG = Annotated[
    bool,
    typer.Option("--debug", help="Show where a defect is.", rich_help_panel=_COMMON),
]
_JSON = Annotated[
    bool,
    typer.Option("--json", help="Answer in JSON, for programs.", rich_help_panel=_COMMON),
]
_PERSON = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="PERSON",
        help="Who acts, a–z, digits and . _ -; else the operating system's user.",
        rich_help_panel=_ACTING,
    ),
]
_ACT = Annotated[
    str,
    typer.Option(
        "--id",
        metavar="UUID",
        help="This act's own id: sent again with the same id it is recorded once.",
        rich_help_panel=_ACTING,
    ),
]
_AT = Annotated[
    str,
    typer.Option(
        "--at",
        metavar="TIME",
        help="When it happened: “2025-03-07 16:05”, “16:05” or “-20m”; else now.",
        rich_help_panel=_ACTING,
    ),
]
_SEEN = Annotated[
    int | None,
    typer.Option(
        "--seen",
        metavar="VERSION",
        help="The version you looked at: refused if somebody has acted on it since.",
        rich_help_panel=_ACTING,
    ),
]


def _option(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


_EVERY = (
    _option("folder", _FOLDER, Path("najda-data")),
    _option("language", _LANGUAGE, None),
    _option("debug", _DEBUG, False),
)
_SHOWING = (_option("as_json", _JSON, False),)
_DOING = (
    _option("person", _PERSON, ""),
    _option("act", _ACT, ""),
    _option("at", _AT, ""),
    _option("seen", _SEEN, None),
)

Command = Callable[..., None]


def command(
    app: typer.Typer, name: str, *, example: str, acts: bool = False, shows: bool = True
) -> Callable[[Command], Command]:
    """Make a function a command. It takes the session first, then its own arguments by name.

    `acts`: it records something, so it takes who, when and the act's id; `shows`: it can answer in JSON.
    """

    def made(function: Command) -> Command:
        hints = get_type_hints(function, include_extras=True)
        own = [
            parameter.replace(annotation=hints[parameter.name], kind=parameter.KEYWORD_ONLY)
            for parameter in list(inspect.signature(function).parameters.values())[1:]
        ]
        common = (*(_DOING if acts else ()), *(_SHOWING if shows else ()), *_EVERY)

        def run(**given: Any) -> None:
            options = Options(**{option.name: given.pop(option.name) for option in common})
            if options.debug:
                os.environ[DEBUG] = "1"
            function(Session(options), **given)

        run.__doc__, run.__name__ = function.__doc__, function.__name__
        run.__signature__ = inspect.Signature([*own, *common])  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in (*own, *common)}
        app.command(name, epilog=f"Example: {example}")(run)
        return function

    return made


def group(parent: typer.Typer, name: str, help_: str) -> typer.Typer:
    """Return a new group of commands within another."""
    made = typer.Typer(no_args_is_help=True, help=help_)
    parent.add_typer(made, name=name)
    return made
