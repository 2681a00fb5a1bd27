"""What missions came to: people rescued, treated, moved, found dead; hazards found."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import meant, thing
from najda.application.usecases.record_outcome import correct_outcome, record_outcome
from najda.domain.missions.events import Outcome
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import HazardKind
from najda.kernel.triage import TriageClass

from . import given
from .commands import command
from .language import say
from .mission_steps import MissionId, TeamId
from .outcome import came_to
from .session import Session

Rescued = Annotated[int, given.option("--rescued", min=0, help="People brought out alive.")]
Treated = Annotated[int, given.option("--treated", min=0, help="People treated.")]
Moved = Annotated[
    str,
    given.option(
        "--moved", metavar="CLASS=N,…", help="People moved, by class: immediate=1,delayed=2."
    ),
]
Dead = Annotated[int, given.option("--dead", min=0, help="Dead found.")]
Hazards = Annotated[
    list[HazardKind] | None, given.option("--hazard", help="A hazard found; repeat for several.")
]
_TOLD = N_("rescued {rescued}, treated {treated}, moved {moved}, dead {dead}")


def add(missions: typer.Typer) -> None:
    """Add the commands to the group of missions."""
    say_ = "najda missions"
    outcome_example = f'{say_} outcome c41d70e2 "Jableh 1" --rescued 2 --moved immediate=1'
    command(missions, "outcome", acts=True, example=outcome_example)(outcome)
    correct_example = f'{say_} correct c41d70e2 aa10be77 --rescued 3 --reason "counted again"'
    command(missions, "correct", acts=True, example=correct_example)(correct)


def outcome(
    session: Session,
    mission: MissionId,
    team: TeamId,
    rescued: Rescued = 0,
    treated: Treated = 0,
    moved: Moved = "",
    dead: Dead = 0,
    hazard: Hazards = None,
) -> None:
    """Record what a team did and found, for whoever debriefs it."""
    id_ = session.id("missions", mission)
    done = record_outcome(
        session.desk,
        session.act("missions", id_),
        mission=id_,
        team=session.id("teams", team),
        outcome=_outcome(rescued, treated, moved, dead, hazard),
    )
    came_to(session, done)


def correct(
    session: Session,
    mission: MissionId,
    record: Annotated[str, typer.Argument(help="The record's id, or the end of it.")],
    rescued: Rescued = 0,
    treated: Treated = 0,
    moved: Moved = "",
    dead: Dead = 0,
    hazard: Hazards = None,
    reason: given.Reason = "",
) -> None:
    """Put a whole outcome in the place of a wrong one, and say why, for whoever knows better."""
    id_ = session.id("missions", mission)
    known = [each.id for each in thing(session.desk, "missions", id_).state.records]
    done = correct_outcome(
        session.desk,
        session.act("missions", id_),
        mission=id_,
        record=meant(known, record),
        outcome=_outcome(rescued, treated, moved, dead, hazard),
        reason=reason,
    )
    came_to(session, done)


def _outcome(
    rescued: int, treated: int, moved: str, dead: int, hazard: list[HazardKind] | None
) -> Outcome:
    return Outcome(
        rescued=rescued,
        treated=treated,
        moved=given.counts(moved, TriageClass, N_("people moved")),
        dead_found=dead,
        hazards_found=given.several(hazard),
    )


def told(session: Session, outcome: Outcome) -> str:
    """Return an outcome in a few words."""
    moved = ", ".join(f"{say(triage)} {count}" for triage, count in outcome.moved.items()) or "0"
    figures = phrase(
        _TOLD,
        rescued=outcome.rescued,
        treated=outcome.treated,
        moved=moved,
        dead=outcome.dead_found,
    )
    return ", ".join([say(figures), *(say(kind) for kind in outcome.hazards_found)])
