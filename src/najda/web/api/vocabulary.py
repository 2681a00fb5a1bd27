"""The words in which things are sent to the API: what each means, its bounds and an example, said once.

A word means the same wherever it stands, so a use case's arguments need no schema of their own. The
bounds are those of the core where it has some, and else what nobody exceeds who types.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field

from najda.application.usecases.ask_for_aid import LONGEST_NAME as LONGEST_ORGANISATION
from najda.application.usecases.manage_team import LONGEST_NAME
from najda.application.usecases.receive_report import LONGEST_TEXT
from najda.domain.aid.rules import MOST_TEAMS as MOST_AID
from najda.domain.closures.rules import SLOWEST
from najda.domain.hazards.rules import WIDEST_M
from najda.domain.teams.rules import CHECK_IN_MINUTES, REST_HOURS, SHIFT_HOURS
from najda.kernel.need import MOST_PEOPLE
from najda.kernel.roads import MOST_CORNERS
from najda.kernel.tasks import Capability, HazardKind
from najda.kernel.triage import TriageClass

LONGEST_REASON = 2_000
MOST_TEAMS = 20
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EXAMPLE_ID = "01957e2c-9d6e-7c3a-8f51-2b6f0c9d4e17"

ID = Annotated[UUID, Field(examples=[EXAMPLE_ID])]
OUTGOING_ID = Annotated[str, Field(description="The thing's id.", examples=[EXAMPLE_ID])]
VERSION = Annotated[
    int, Field(ge=1, description="How many facts there are about it; what If-Match names.")
]


def _written(given: Any) -> Any:
    """Return a moment or a day written out; a bare number is taken for a slip, never for seconds."""
    if not (isinstance(given, str) and _DAY.match(given)):
        raise ValueError(given)
    return given


WRITTEN = BeforeValidator(_written)
MOMENT = Annotated[AwareDatetime, WRITTEN]
DAY = Annotated[date, WRITTEN]


def _words(most: int, says: str, *examples: str, may_be_empty: bool = False) -> Any:
    so: dict[str, Any] = {} if may_be_empty else {"min_length": 1, "pattern": r"\S"}
    if examples:
        so["examples"] = list(examples)
    return Annotated[str, Field(max_length=most, description=says, **so)]


def _figure(least: int, most: int, says: str, example: int) -> Any:
    return Annotated[int, Field(ge=least, le=most, description=says, examples=[example])]


def _id(says: str) -> Any:
    return Annotated[UUID, Field(description=says, examples=[EXAMPLE_ID])]


def _degrees(most: int, says: str, example: float) -> Any:
    kept = AfterValidator(lambda degrees: round(degrees, 6))
    return Annotated[float, Field(ge=-most, le=most, description=says, examples=[example]), kept]


def _moment(says: str) -> Any:
    return Annotated[MOMENT, Field(description=says, examples=["2025-03-07T18:00:00Z"])]


_PEOPLE = _figure(0, MOST_PEOPLE, "A number of living people; leave it out if nobody knows.", 4)
_COUNT = _figure(0, MOST_PEOPLE, "A number of people.", 2)

_CODE = Field(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", examples=["SY06"])

GIVEN: dict[str, Any] = {
    "text": _words(LONGEST_TEXT, "What was said, in the teller's words; kept sealed.", "انهار بيت"),
    "reason": _words(LONGEST_REASON, "Why, in a few words; kept sealed.", "A test call"),
    "override_reason": _words(
        LONGEST_REASON, "Why other teams are sent than proposed; kept sealed.", may_be_empty=True
    ),
    "unrested_reason": _words(
        LONGEST_REASON, "Why the team's rest is cut short; kept sealed.", may_be_empty=True
    ),
    "believed": _words(
        LONGEST_REASON,
        "What the team was told or thinks and has not seen; kept sealed.",
        may_be_empty=True,
    ),
    "reporter": _words(
        400, "How to reach whoever told, if they want to be; kept sealed.", may_be_empty=True
    ),
    "name": _words(LONGEST_NAME, "What it is called; a member's name is kept sealed.", "Team 4"),
    "words": _words(
        400, "Where, in words, either script.", "جبلة, near the harbour", may_be_empty=True
    ),
    "lat": _degrees(90, "Latitude in degrees, WGS 84.", 35.36),
    "lon": _degrees(180, "Longitude in degrees, WGS 84.", 35.92),
    "until": _moment("Until when, with its zone."),
    "radius_m": _figure(1, WIDEST_M, "How far the danger reaches, in metres.", 200),
    "times_as_long": Annotated[
        float,
        Field(gt=1, le=SLOWEST, description="How many times as long it takes.", examples=[3.0]),
    ],
    "check_in_minutes": _figure(
        CHECK_IN_MINUTES[0],
        CHECK_IN_MINUTES[-1],
        "How often it must be heard from, in minutes.",
        60,
    ),
    "rest_hours": _figure(REST_HOURS[0], REST_HOURS[-1], "Rest after a shift, in hours.", 8),
    "longest_shift_hours": _figure(
        SHIFT_HOURS[0], SHIFT_HOURS[-1], "The longest shift, in hours.", 24
    ),
    "seats": _figure(1, 100, "Seats of the vehicle.", 5),
    "stretchers": _figure(0, 20, "Stretchers it carries.", 1),
    "people_at_risk": _PEOPLE,
    "trapped": _PEOPLE,
    "triage": Annotated[dict[TriageClass, _COUNT], Field(description="People by triage class.")],
    "moved": Annotated[dict[TriageClass, _COUNT], Field(description="People moved, by class.")],
    "minutes_left": _figure(0, MOST_PEOPLE, "Minutes until a life is likely lost.", 45),
    "rescued": _COUNT,
    "treated": _COUNT,
    "dead_found": _COUNT,
    "hazards_found": Annotated[
        list[HazardKind], Field(max_length=len(HazardKind), description="Dangers found, by kind.")
    ],
    "report": _id("A report's id."),
    "incident": _id("An incident's id."),
    "mission": _id("A mission's id."),
    "team": _id("A team's id."),
    "member": _id("A team member's id."),
    "vehicle": _id("A vehicle's id."),
    "record": _id("An outcome record's id."),
    "hazard": _id("A hazard's id."),
    "closure": _id("A closure's id."),
    "aid": _id("The id of a request for aid."),
    "area": Annotated[str, _CODE, Field(description="The code of the area that runs out.")],
    "of_area": Annotated[str, _CODE, Field(description="The code of the area that is asked.")],
    "organisation": _words(
        LONGEST_ORGANISATION, "Who is asked, never a person.", "Invented Rescue", may_be_empty=True
    ),
    "number": _figure(1, MOST_AID, "How many teams.", 2),
    "teams": Annotated[
        list[ID], Field(min_length=1, max_length=MOST_TEAMS, description="Ids of teams.")
    ],
    "capabilities": Annotated[
        list[Capability], Field(max_length=len(Capability), description="Capabilities, by name.")
    ],
}
"""What a word of a request is. A word that is not here is what the core's own type says."""

MOST: dict[str, int] = {"points": MOST_CORNERS}
"""How many a list in a request may hold at most, where its own type does not say."""
