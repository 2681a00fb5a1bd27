"""Problems to try a planner on, written short or generated. Everything in them is invented."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from najda.dispatch.problem import Availability, Hazard, Incident, Problem, TeamOption
from najda.kernel.places import Position
from najda.kernel.tasks import Capability, HazardKind

AT = datetime(2025, 3, 7, 12, tzinfo=UTC)
HERE = Position.at(35.0, 36.0)
RESCUE, AMBULANCE, ORDNANCE = (
    Capability.SEARCH_AND_RESCUE,
    Capability.AMBULANCE,
    Capability.ORDNANCE_DISPOSAL,
)


def later(minutes):
    return AT + timedelta(minutes=minutes)


def incident(id_="incident", **other):
    usual = {"since": later(-10), "weight": 8.0, "asks": (RESCUE,), "position": HERE}
    return Incident(id=id_, **(usual | other))


def team(id_="team", **other):
    usual = {"capabilities": (RESCUE,), "position": HERE, "shift_end": later(480)}
    return TeamOption(id=id_, **(usual | other))


def hazard(kind, **other):
    usual = {"id": "hazard", "position": HERE, "radius_km": 0.5, "since": later(-5)}
    return Hazard(kind=kind, **(usual | other))


def problem(incidents, teams, minutes, hazards=()):
    """`minutes` has a row per team."""
    return Problem(
        at=AT,
        incidents=tuple(incidents),
        teams=tuple(teams),
        travel_minutes=minutes,
        hazards=tuple(hazards),
    )


# Few kinds of everything, so that rules and ties meet often.
capabilities = st.sampled_from([RESCUE, AMBULANCE, ORDNANCE])
places = st.sampled_from([HERE, Position.at(35.01, 36.0), Position.at(35.5, 36.2)])
moments = st.integers(-120, 600).map(later)
travel = st.none() | st.integers(0, 300).map(float)
area_codes = st.lists(st.sampled_from(["A", "B"]), max_size=2, unique=True).map(tuple)


def incidents_of(size):
    def one(index):
        return st.builds(
            incident,
            st.just(f"i{index}"),
            since=moments,
            weight=st.sampled_from([1.0, 2.0, 16.0, 26.575]),
            asks=st.lists(capabilities, min_size=1, max_size=2).map(tuple),
            sent=st.lists(capabilities, max_size=1).map(tuple),
            position=places | st.none(),
            areas=area_codes,
        )

    return st.tuples(*map(one, range(size)))


def teams_of(size):
    def one(index):
        return st.builds(
            team,
            st.just(f"t{index}"),
            capabilities=st.lists(capabilities, min_size=1, max_size=2, unique=True).map(tuple),
            availability=st.sampled_from([Availability.FREE] * 4 + list(Availability)),
            position=st.sampled_from([HERE] * 5 + [None]),
            shift_end=st.none() | st.integers(-30, 600).map(later),
            rest_until=st.none() | moments,
            areas=area_codes,
        )

    return st.tuples(*map(one, range(size)))


hazards = st.lists(
    st.builds(
        Hazard,
        id=st.uuids().map(str),
        kind=st.sampled_from(HazardKind),
        position=places,
        radius_km=st.sampled_from([0.2, 2.0]),
        since=moments,
        until=st.none() | moments,
    ),
    max_size=3,
    unique_by=lambda one: one.id,
).map(tuple)


@st.composite
def problems(draw, most_incidents=4, most_teams=5):
    incidents = draw(st.integers(0, most_incidents).flatmap(incidents_of))
    teams = draw(st.integers(0, most_teams).flatmap(teams_of))
    minutes = [[draw(travel) for _ in incidents] for _ in teams]
    return problem(incidents, teams, minutes, draw(hazards))
