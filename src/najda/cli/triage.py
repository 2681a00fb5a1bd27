"""`najda triage`: START, JumpSTART and SALT by their published tables. Needs no installation."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from najda.kernel import triage
from najda.kernel.phrases import N_, phrase

from .commands import command, group
from .given import option
from .language import say
from .session import Session
from .show import as_json

_SAYS = N_("{triage}: {step}.")


def _sign(name: str, help_: str) -> Any:
    return Annotated[bool | None, option(f"--{name}/--no-{name}", help=help_)]


Walking = Annotated[bool, option("--walking/--no-walking", help="Walks.")]
Breathing = _sign("breathing", "Breathes.")
AfterAirway = _sign("after-airway", "Breathes once the airway was opened.")
Rate = Annotated[int | None, option("--rate", min=0, max=200, help="Breaths a minute.")]
Pulse = _sign("pulse", "There is a pulse (START: radial).")
Refill = Annotated[
    float | None, option("--refill", min=0, max=30, help="Capillary refill, seconds.")
]
Obeys = _sign("obeys", "Obeys simple commands (SALT: or moves with purpose).")
RescueBreaths = _sign("after-rescue-breaths", "Breathes after five rescue breaths.")
Irregular = Annotated[bool, option("--irregular", help="Breathes irregularly.")]
Response = Annotated[triage.Responds | None, option("--responds", help="AVPU.")]
Distress = _sign("distress", "In respiratory distress.")
Bleeding = _sign("bleeding-controlled", "Major bleeding is controlled.")
Minor = _sign("minor-only", "Has minor injuries only.")
Survives = _sign("likely-to-survive", "Likely to survive with what is there now.")


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(
        app, "triage", "Who is helped first: START, JumpSTART and SALT, question by question."
    )
    name = "najda triage"
    start_example = f"{name} start --breathing --rate 24 --pulse --obeys"
    command(made, "start", example=start_example)(start)
    jump_example = f"{name} jumpstart --no-breathing --no-after-airway --no-pulse"
    command(made, "jumpstart", example=jump_example)(jumpstart)
    salt_example = (
        f"{name} salt --breathing --obeys --pulse --no-distress --bleeding-controlled --minor-only"
    )
    command(made, "salt", example=salt_example)(salt)


def start(
    session: Session,
    walking: Walking = False,
    breathing: Breathing = None,
    after_airway: AfterAirway = None,
    rate: Rate = None,
    pulse: Pulse = None,
    refill: Refill = None,
    obeys: Obeys = None,
) -> None:
    """Class an adult by START, for whoever triages at the place."""
    signs = triage.StartSigns(
        walking=walking,
        breathing=breathing,
        breathing_after_airway_opened=after_airway,
        breaths_per_minute=rate,
        radial_pulse=pulse,
        capillary_refill_seconds=refill,
        obeys_commands=obeys,
    )
    _tell(session, triage.start(signs))


def jumpstart(
    session: Session,
    walking: Walking = False,
    breathing: Breathing = None,
    after_airway: AfterAirway = None,
    pulse: Pulse = None,
    after_rescue_breaths: RescueBreaths = None,
    rate: Rate = None,
    irregular: Irregular = False,
    responds: Response = None,
) -> None:
    """Class a child by JumpSTART, for whoever triages at the place."""
    signs = triage.JumpStartSigns(
        walking=walking,
        breathing=breathing,
        breathing_after_airway_opened=after_airway,
        palpable_pulse=pulse,
        breathing_after_rescue_breaths=after_rescue_breaths,
        breaths_per_minute=rate,
        breathing_irregular=irregular,
        responds=responds,
    )
    _tell(session, triage.jumpstart(signs))


def salt(
    session: Session,
    breathing: Breathing = None,
    obeys: Obeys = None,
    pulse: Pulse = None,
    distress: Distress = None,
    bleeding_controlled: Bleeding = None,
    minor_only: Minor = None,
    likely_to_survive: Survives = None,
) -> None:
    """Class anybody by SALT after the lifesaving interventions, for whoever triages at the place."""
    signs = triage.SaltSigns(
        breathing=breathing,
        obeys_or_moves_purposefully=obeys,
        peripheral_pulse=pulse,
        respiratory_distress=distress,
        haemorrhage_controlled=bleeding_controlled,
        minor_injuries_only=minor_only,
        likely_to_survive=likely_to_survive,
    )
    _tell(session, triage.salt(signs))


def _tell(session: Session, found: triage.Triaged) -> None:
    if session.options.as_json:
        as_json(session, {"class": found.triage, "step": say(found.step)})
        return
    session.print(phrase(_SAYS, triage=found.triage, step=found.step))
