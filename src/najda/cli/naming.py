"""Sentences of the planner with names in them: for a team its name, for the rest the end of its id."""

from __future__ import annotations

from typing import Any

from najda.application.look_up import short, thing
from najda.kernel.phrases import Phrase
from najda.kernel.values import replace

from .language import Language, language
from .session import Session

_TEAMS, _OTHERS, _AREAS = ("team", "best"), ("incident", "mission"), ("area",)


def team_name(session: Session, team: str) -> str:
    """Return what a team is called, with the end of its id."""
    return f"{thing(session.desk, 'teams', team).state.name} ({short(team)})"


def area_name(session: Session, code: str) -> str:
    """Return what an area is called in the person's language; its code if nobody knows."""
    names = session.desk.gazetteer.area_names(code)
    if names is None:
        return code
    first, second = (names.ar, names.en) if language() is Language.ARABIC else (names.en, names.ar)
    return first or second or code


def named(session: Session, said: Phrase) -> Phrase:
    """Return a phrase with names for the ids and codes in it."""
    return replace(said, values={key: _named(session, key, v) for key, v in said.values.items()})


def _named(session: Session, key: str, value: Any) -> Any:
    if isinstance(value, Phrase):
        return named(session, value)
    if key in _TEAMS:
        return team_name(session, value)
    if key in _OTHERS:
        return short(value)
    return area_name(session, value) if key in _AREAS else value
