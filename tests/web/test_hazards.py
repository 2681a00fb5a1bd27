"""The hazards' pages over HTTP: reported, extended, cleared, and by whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from najda.application.permissions import Role
from najda.application.usecases.report_hazard import clear_hazard, report_hazard
from najda.kernel.places import Place, Precision
from najda.kernel.tasks import HazardKind
from tests.web import crews
from tests.web.pressing import fields, press, text
from tests.web.test_teams import HOSTILE, hours


@pytest.fixture
def room(signed_in):
    """The dispatcher's browser."""
    return signed_in(Role.DISPATCHER)


def hazard(site, id_):
    return site.desk.view("hazards", id_)


def made(answer) -> str:
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"].split("/")[2]


def test_a_hazard_is_reported_and_stands_on_the_list(site, room):
    id_ = made(
        press(
            room, "/hazards/new/", kind="active_fire", where="35.3614, 35.9276", radius_m="٣٠٠",
            until=hours(site, 5),
        )
    )  # fmt: skip

    state = hazard(site, id_)
    assert (state.kind, state.radius_m, state.status) == ("active_fire", 300, "standing")
    assert timedelta(hours=4.9) < state.until - site.now() <= timedelta(hours=5)
    assert "300 m" in text(room.get("/hazards/"))
    assert "Keep 300 m away" in text(room.get(f"/hazards/{id_}/"))


def test_a_team_reports_a_hazard_from_its_mission_with_place_and_incident_filled_in(
    site, signed_in
):
    sent = crews.sent(site.desk)
    team = signed_in(Role.TEAM)
    page = team.get("/hazards/new/?from=mission")
    assert "Jableh" in page.content.decode()
    assert f'value="{sent.incident}" selected' in page.content.decode()

    given = {"kind": "blocked_road", "where": "35.3614, 35.9276", "radius_m": "20"}
    id_ = made(team.post("/hazards/new/", {**fields(page), **given, "incident": sent.incident}))

    assert hazard(site, id_).incident == sent.incident
    assert team.get(f"/hazards/{id_}/").status_code == 200


def test_a_team_ends_no_hazard(site, signed_in):
    sent = crews.sent(site.desk)
    team = signed_in(Role.TEAM)

    assert "Clear it" not in text(team.get(f"/hazards/{sent.hazard}/"))
    for address in ("extend/", "clear/", "why/"):
        assert team.post(f"/hazards/{sent.hazard}/{address}", {}).status_code == 403


def test_a_team_cannot_tie_a_hazard_to_an_incident_that_is_not_its_own(site, signed_in):
    crews.sent(site.desk)
    other = crews.an_incident(site.desk)
    team = signed_in(Role.TEAM)

    answer = press(
        team,
        "/hazards/new/",
        kind="active_fire",
        where="35.36, 35.92",
        radius_m="20",
        incident=other,
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("radius", ["", "0", "-5", "20001", "far", "1.5", "9" * 12, HOSTILE])
def test_a_reach_that_is_none_is_refused_and_what_was_typed_stays(room, radius):
    answer = press(
        room, "/hazards/new/", kind="active_fire", where="35.3614, 35.9276", radius_m=radius
    )

    assert answer.status_code == 422
    assert "35.3614, 35.9276" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


def test_a_hazard_without_a_position_is_refused_plainly(room):
    answer = press(room, "/hazards/new/", kind="active_fire", where="zzqx", radius_m="20")

    assert answer.status_code == 422
    assert "needs a position" in text(answer)


def test_its_end_is_changed_with_how_that_is_known(site, room):
    id_ = crews.a_hazard(site.desk)

    empty = press(room, f"/hazards/{id_}/extend/", until=hours(site, 3), reason="")
    done = press(room, f"/hazards/{id_}/extend/", until=hours(site, 3), reason="Engineers said")

    assert (empty.status_code, done.status_code) == (422, 302)
    assert hazard(site, id_).until is not None


def test_whoever_clears_what_was_cleared_meanwhile_reads_by_whom(site, room):
    id_ = crews.a_hazard(site.desk)
    page = room.get(f"/hazards/{id_}/clear/")
    crews.do(site.desk, clear_hazard, hazard=id_, reason="Swept", person="person/samir")

    answer = room.post(f"/hazards/{id_}/clear/", {**fields(page), "reason": "Swept it twice"})

    assert answer.status_code == 409
    said = text(answer)
    assert "samir" in said
    assert "Swept it twice" in answer.content.decode()
    assert "cleared already" in said


def test_cleared_hazards_are_listed_apart_with_their_history(site, room):
    id_ = crews.a_hazard(site.desk)
    assert press(room, f"/hazards/{id_}/clear/", reason="Swept by engineers").status_code == 302

    assert "unexploded" not in text(room.get("/hazards/"))
    assert "unexploded" in text(room.get("/hazards/?show=cleared"))
    page = room.get(f"/hazards/{id_}/")
    assert "hazard cleared" in text(page)
    assert "Swept by engineers" not in text(page)
    shown = press(room, f"/hazards/{id_}/why/", on=f"/hazards/{id_}/")
    assert "Swept by engineers" in text(shown)


def test_a_hazard_whose_time_is_over_says_so_until_somebody_clears_it(site, room):
    place = Place(name_en="Jableh", position=crews.SITE, precision=Precision.EXACT)
    now = site.now()
    crews.do(
        site.desk, report_hazard, kind=HazardKind.SECOND_STRIKE, where=place, radius_m=50,
        until=now - timedelta(minutes=5), at=now - timedelta(hours=1),
    )  # fmt: skip

    assert "time is over" in text(room.get("/hazards/"))


def test_a_hazard_in_another_area_is_not_found(site, room):
    from najda.web.accounts.models import Account

    place = Place(name_en="Jableh", position=crews.SITE, areas=("SY06",))
    id_ = crews.do(
        site.desk, report_hazard, kind=HazardKind.ACTIVE_FIRE, where=place, radius_m=50
    ).made("hazards")
    Account.objects.filter(username="dispatcher").update(areas=["SY10"])

    assert room.get(f"/hazards/{id_}/").status_code == 404
    assert room.post(f"/hazards/{id_}/clear/", {"reason": "x"}).status_code == 404
    assert id_ not in room.get("/hazards/").content.decode()


def test_the_same_report_sent_five_times_is_one_hazard(site, room):
    given = {"kind": "active_fire", "where": "35.3614, 35.9276", "radius_m": "20"}
    form = {**fields(room.get("/hazards/new/")), **given}

    assert len({made(room.post("/hazards/new/", form)) for _ in range(5)}) == 1
