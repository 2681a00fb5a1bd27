"""Why a fit team is proposed, in words: what it can do, how far, what waits there, what it leaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from najda.kernel.phrases import N_, Coming, Phrase, counted, phrase
from najda.kernel.tasks import Capability
from najda.kernel.words import word

from .fit import Site
from .objective import Covered
from .problem import TeamOption


def reasons_for(
    team: TeamOption,
    site: Site,
    *,
    fills: tuple[Capability, ...],
    travel_minutes: float,
    lost: tuple[Covered, ...],
    at: datetime,
) -> tuple[Phrase, ...]:
    """Return what a dispatcher should know before sending a fit team. Areas are named by code."""
    enters = site.enters_after(travel_minutes, at)
    able = N_("It can do what is asked: {capability}.")
    said = [phrase(able, capability=word(one)) for one in fills]
    said.append(_travel(travel_minutes))
    if enters > travel_minutes:
        says = N_("It waits at the edge until {when}: a second strike is feared.")
        said.append(phrase(says, when=Coming(site.hold_until, at)))
    said += _dangers(site)
    if team.shift_end is not None:
        left = int((team.shift_end - at).total_seconds() / 60 - enters)
        said.append(_shift(left))
    for area, capability in lost:
        says = N_("While it is away, nobody free covers {area} for {capability}.")
        said.append(phrase(says, area=area, capability=word(capability)))
    return tuple(said)


def _dangers(site: Site) -> list[Phrase]:
    here, near = N_("Danger at the place: {hazard}."), N_("Danger near the place: {hazard}.")
    return [
        *(phrase(here, hazard=word(one.kind)) for one in site.here),
        *(phrase(near, hazard=word(one.kind)) for one in site.near),
    ]


def why_open(
    capability: Capability,
    *,
    able: int,
    fit: int,
    place_known: bool,
    no_way: Phrase | None = None,
) -> Phrase:
    """Return why a slot stays open, from the number of teams able and of teams fit to fill it; `no_way`
    is why nobody has a way to the place, where that is known."""
    if not place_known:
        return phrase(N_("Where the incident is is not known. Find its place first."))
    if not able:
        return phrase(N_("No team can do this: {capability}."), capability=word(capability))
    if not fit and no_way is not None:
        return no_way
    if not fit:
        return counted(
            N_("One team can do this ({capability}), and it is not fit to go now."),
            N_("{count} teams can do this ({capability}), and none is fit to go now."),
            able,
            capability=word(capability),
        )
    return counted(
        N_("The one fit team is proposed elsewhere, where need and way together weigh more."),
        N_("The {count} fit teams are proposed elsewhere, where need and way together weigh more."),
        fit,
    )


def comes_later(
    team: TeamOption, *, enters_minutes: float, at: datetime, first: str = ""
) -> Phrase:
    """Return when a team comes that cannot leave for a place at once, and what it waits for; `first` is
    the incident it goes to before, if it does."""
    known = {
        "team": team.id,
        "minutes": about_minutes(enters_minutes),
        "when": Coming(at + timedelta(minutes=enters_minutes), at),
    }
    if first:
        says = N_("{team} is to come in {minutes}, at {when}: it goes to {incident} first.")
        return phrase(says, incident=first, **known)
    busy, rest = team.free_at, team.rest_until
    if rest is not None and rest > at and (busy is None or rest >= busy):
        says = N_("{team} is to come in {minutes}, at {when}: it must rest until {until}.")
        return phrase(says, until=Coming(rest, at), **known)
    says = N_("{team} is to come in {minutes}, at {when}: it is busy until about {until}.")
    return phrase(says, until=Coming(busy or at, at), **known)


def _travel(minutes: float) -> Phrase:
    if ceil(minutes) == 0:
        return phrase(N_("It is at the place already."))
    one, many = N_("It is one minute away."), N_("It is {count} minutes away.")
    return counted(one, many, ceil(minutes))


def _shift(minutes: int) -> Phrase:
    return counted(
        N_("One minute of its shift is left once it is there."),
        N_("{count} minutes of its shift are left once it is there."),
        minutes,
    )


def about_minutes(minutes: float) -> Phrase:
    """Return how long something takes about, rounded up as everywhere, to stand in a sentence."""
    return counted(N_("about one minute"), N_("about {count} minutes"), max(1, ceil(minutes)))
