"""The board as a page: all of it without scripts, as far as the person's areas reach, nothing run."""

from __future__ import annotations

import re
import threading

import pytest

from najda.application.board_lines import LISTED, Part
from najda.application.permissions import Role
from najda.kernel.places import Place, Position
from tests.web import operations as o

SCRIPT = "<script>alert(1)</script>"


def keys(answer, part):
    """Return the keys of a list's lines, as the page has them."""
    listed = re.search(rf'data-lines="{part}">(.*?)</ol>', answer.content.decode(), re.S)
    return re.findall(r'data-key="([^"]+)"', listed[1])


def limit(role: Role, *areas: str) -> None:
    from najda.web.accounts.models import Account

    Account.objects.filter(role=role).update(areas=list(areas))


def test_everything_going_on_is_on_the_page_without_any_script(site, signed_in):
    desk = site.desk
    waiting, served, team = o.incident(desk), o.incident(desk, o.HOMS), o.team(desk, "Invented A")
    mission, report, hazard = o.send(desk, served, team), o.report(desk), o.hazard(desk)

    answer = signed_in(Role.DISPATCHER).get("/board/")

    assert keys(answer, "queue") == [f"incidents/{waiting}"]
    assert keys(answer, "missions") == [f"missions/{mission}"]
    assert keys(answer, "reports") == [f"reports/{report}"]
    assert keys(answer, "hazards") == [f"hazards/{hazard}"]
    assert f"teams/{team}" in keys(answer, "teams")
    page = answer.content.decode()
    assert "Jableh" in page
    assert "Invented A" in page
    assert '<meta http-equiv="refresh" content="30">' in page


def test_in_arabic_places_have_their_arabic_names(site, signed_in):
    o.incident(site.desk)
    page = signed_in(Role.DISPATCHER).get("/board/", headers={"accept-language": "ar"})

    assert "جبلة" in page.content.decode()
    assert "بانتظار المساعدة" in page.content.decode()


def test_nothing_from_elsewhere_is_on_the_board_of_somebody_limited_to_areas(site, signed_in):
    mine, others = o.incident(site.desk), o.incident(site.desk, o.HOMS)
    limit(Role.DISPATCHER, "SY06")

    page = signed_in(Role.DISPATCHER).get("/board/")

    assert keys(page, "queue") == [f"incidents/{mine}"]
    assert others not in page.content.decode()


@pytest.mark.parametrize("area", ["SY04", "nonsense", "<script>"])
def test_asking_for_an_area_of_others_widens_nothing(site, signed_in, area):
    mine, _others = o.incident(site.desk), o.incident(site.desk, o.HOMS)
    limit(Role.DISPATCHER, "SY06")

    page = signed_in(Role.DISPATCHER).get("/board/", {"area": area})

    assert keys(page, "queue") == [f"incidents/{mine}"]


def test_looking_at_one_area_shows_that_area_and_what_lies_in_none(site, signed_in):
    o.incident(site.desk, o.HOMS)
    mine, unplaced = o.incident(site.desk), o.incident(site.desk, Place())

    page = signed_in(Role.DISPATCHER).get("/board/", {"area": "SY06"})

    assert set(keys(page, "queue")) == {f"incidents/{mine}", f"incidents/{unplaced}"}


def test_a_missed_check_in_is_the_first_thing_said_by_icon_word_and_colour(site, signed_in):
    from najda.application.usecases.check_in import raise_alarms
    from tests.web.test_alarm_watch import later

    o.team(site.desk, "Invented Late", check_in_minutes=15)
    with later(site, minutes=20):
        raise_alarms(site.desk, o.act(site.desk))

    page = signed_in(Role.DISPATCHER).get("/board/").content.decode()

    (line,) = re.findall(r'<li class="line alarm-line".*?</li>', page, re.S)
    assert all(said in line for said in ("Invented Late", "#critical", "Alarm"))
    assert page.index("alarm-line") < page.index('data-lines="queue"')


def test_what_people_wrote_is_text_and_never_runs(site, signed_in):
    evil = Place(name_en=SCRIPT, name_ar=SCRIPT, areas=('"><b>',), position=Position.at(35.3, 35.9))
    o.send(site.desk, o.incident(site.desk, evil), o.team(site.desk, SCRIPT, evil))
    o.incident(site.desk, evil)
    o.report(site.desk, evil, SCRIPT)
    o.hazard(site.desk, evil)

    page = signed_in(Role.DISPATCHER).get("/board/").content.decode()

    assert page.count("&lt;script&gt;alert(1)") >= 5
    assert "<script>alert" not in page
    assert '"><b>' not in page


def test_of_thousands_waiting_the_gravest_are_shown_and_the_others_counted(site, signed_in):
    most = LISTED[Part.QUEUE].limit
    with site.desk.together():
        for _ in range(most + 20):
            o.incident(site.desk)

    page = signed_in(Role.DISPATCHER).get("/board/")

    assert len(keys(page, "queue")) == most
    assert 'data-count="120"' in page.content.decode()
    assert "<span data-more-count>20</span>" in page.content.decode()


def test_the_board_is_never_kept_by_a_browser_or_proxy(site, signed_in):
    answer = signed_in(Role.AUDITOR).get("/board/")

    assert "no-store" in answer.headers["Cache-Control"]


def test_opening_it_takes_no_more_looks_at_the_store_however_much_is_over(site, signed_in):
    """What is asked of the database does not grow with what is closed."""
    from najda.adapters.db.sessions import SqliteSession

    dispatcher, here = signed_in(Role.DISPATCHER), threading.get_ident()

    def asked():
        seen, rows = [], SqliteSession.rows

        def counted(self, sql, *values):
            if threading.get_ident() == here:
                seen.append(sql)
            return rows(self, sql, *values)

        SqliteSession.rows = counted
        try:
            dispatcher.get("/board/")
        finally:
            SqliteSession.rows = rows
        return seen

    o.incident(site.desk)
    asked()  # what is read once per process
    before = asked()
    from najda.application.usecases.close_incident import close_incident
    from najda.domain.incidents.events import Ending

    with site.desk.together():
        for _ in range(30):
            close_incident(
                site.desk, o.act(site.desk), incident=o.incident(site.desk),
                ending=Ending.NOTHING_FOUND, reason="nothing there",
            )  # fmt: skip

    after = asked()
    assert len(after) <= len(before), (before, after)
