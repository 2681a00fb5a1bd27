"""Taking a call without scripts: all of it works, nothing typed is lost, nothing is recorded twice."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Channel, Task
from tests.web.calls import SAID, incident, receive, state, states, words

CALL = {
    "act": derived_id("a call"),
    "text": SAID,
    "where": "جبلة",
    "task": "firefighting",
    "channel": "call",
    "life_threat": "immediate",
    "people_at_risk": "٣",
    "reporter": "0999 000 000",
}


@pytest.fixture
def taker(signed_in):
    return signed_in(Role.CALL_TAKER)


def take(browser, **fields):
    return browser.post("/calls/new/", {**CALL, **fields})


def shown(answer):
    return answer.content.decode()


def test_a_call_becomes_a_report_with_its_place_its_kind_and_its_need(site, taker):
    answer = take(taker)

    (report,) = states(site, "reports")
    assert answer.status_code == 302
    assert words(site, report.text) == SAID
    assert words(site, report.reporter) == "0999 000 000"
    assert (report.place.name_ar, report.task, report.channel) == (
        "جبلة", Task.FIREFIGHTING, Channel.CALL,
    )  # fmt: skip
    assert report.need == Need(life_threat=LifeThreat.IMMEDIATE, people_at_risk=3)
    assert report.status == "received"
    assert taker.get(answer.headers["Location"]).status_code == 200


def test_the_words_alone_are_enough(site, taker):
    answer = taker.post("/calls/new/", {"act": CALL["act"], "text": "help", "channel": "radio"})

    (report,) = states(site, "reports")
    assert answer.status_code == 302
    assert (report.need, report.task, report.place.position) == (None, None, None)


def test_the_same_form_sent_five_times_is_one_report(site, taker):
    for _ in range(5):
        answer = take(taker)

    assert len(states(site, "reports")) == 1
    assert "already" in shown(taker.get(answer.headers["Location"]))


def test_a_call_opens_an_incident_for_whoever_may(site, taker):
    take(taker, do="open")

    (opened,) = states(site, "incidents")
    assert (opened.task, opened.level) == (Task.FIREFIGHTING, 1)
    assert states(site, "reports")[0].status == "linked"


def test_an_incident_without_a_kind_is_not_opened_and_what_was_typed_stays(site, taker):
    answer = take(taker, do="open", task="")

    assert answer.status_code == 422
    assert SAID in shown(answer)
    assert "0999 000 000" in shown(answer)
    assert states(site, "reports") == []


def test_a_call_is_linked_to_the_incident_it_is_the_same_as(site, taker):
    known = incident(site.desk)

    take(taker, link=known)

    (report,) = states(site, "reports")
    assert report.incident == known
    assert len(states(site, "incidents")) == 1


def test_a_call_is_not_linked_to_what_is_not_there_and_stays_typed(site, taker):
    answer = take(taker, link=derived_id("nowhere"))

    assert SAID in shown(answer)
    assert states(site, "reports") == []


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.TEAM, Role.AUDITOR, Role.ADMINISTRATOR])
def test_calls_are_taken_by_call_takers_and_the_head_of_operations_alone(site, signed_in, role):
    assert take(signed_in(role)).status_code == 403
    assert signed_in(role).post("/calls/typed/", CALL).status_code == 403
    assert states(site, "reports") == []


# ---- beside the call ---------------------------------------------------------------------------


def test_checking_saves_nothing_and_shows_how_urgent_it_is_and_what_it_may_be(site, taker):
    known = incident(site.desk)

    seen = shown(take(taker, do="check", where="35.3620, 35.9256"))

    assert "Life is in immediate danger." in seen
    assert f'value="{known}"' in seen
    assert "10 m away" in seen
    assert "the same kind" in seen
    assert states(site, "reports") == []


def test_what_stands_beside_follows_what_is_typed(site, taker):
    receive(site.desk)
    known = incident(site.desk, position=Position(lat=36.9, lon=37.0))

    seen = shown(taker.post("/calls/typed/", {**CALL, "trapped": "2"}))

    assert "2 people are trapped." in seen
    assert "A report nobody has judged yet" in seen
    assert known not in seen


def test_half_a_form_is_no_error_beside_it(taker):
    seen = taker.post("/calls/typed/", {"act": CALL["act"], "trapped": "many", "where": "35.3,"})

    assert seen.status_code == 200


def test_only_what_lies_in_a_person_s_areas_stands_beside(site, taker):
    from najda.web.accounts.models import Account

    known = incident(site.desk)
    Account.objects.filter(username="call-taker").update(areas=["SY10"])

    assert known not in shown(taker.post("/calls/typed/", {**CALL, "where": "35.3620, 35.9256"}))
    assert take(taker, link=known).status_code == 422


def test_an_incident_is_not_opened_outside_the_areas_of_whoever_takes_the_call(site, taker):
    from najda.web.accounts.models import Account

    Account.objects.filter(username="call-taker").update(areas=["SY10"])

    assert take(taker, do="open").status_code == 403
    assert take(taker).status_code == 302
    assert states(site, "incidents") == []
    assert len(states(site, "reports")) == 1


# ---- hostile and unlucky ------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>", "\u202egnp.exe\u202d",
    "{{ 7*7 }}{% now %}", "a\x07b\x1b[31mred", "'; DROP TABLE entry; --",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_send_is_text_wherever_it_is_shown(site, taker, text):
    fields = {"text": text, "reporter": text[:200], "where": text}
    seen = shown(take(taker, do="check", **fields)) + shown(
        taker.post("/calls/typed/", {**CALL, **fields})
    )
    answer = take(taker, **fields)
    report = states(site, "reports")[0]

    assert words(site, report.text) == text.strip()
    for part in (seen, shown(taker.get(answer.headers["Location"]))):
        assert "<script>alert" not in part
        assert "<img src=x" not in part


def test_a_null_character_is_refused_with_a_sentence_and_the_rest_stays(site, taker):
    answer = take(taker, text="a\x00b", reporter="call me")

    assert answer.status_code == 422
    assert "call me" in shown(answer)


def test_more_than_anybody_says_is_refused_and_stays_in_the_form(site, taker):
    answer = take(taker, text="x" * 20_001)

    assert answer.status_code == 422
    assert "20,001" in shown(answer)
    assert "x" * 20_001 in shown(answer)


def test_a_megabyte_is_refused_and_not_taken_in(site, taker):
    assert take(taker, text="x" * (1 << 20)).status_code == 400
    assert states(site, "reports") == []


def test_a_forged_form_is_refused(site, signed_in):
    from django.test import Client

    taker = signed_in(Role.CALL_TAKER)
    forger = Client(enforce_csrf_checks=True, headers={"accept": "text/html"})
    forger.cookies = taker.cookies

    assert take(forger).status_code == 403
    assert forger.post("/calls/typed/", CALL).status_code == 403
    assert states(site, "reports") == []


def test_a_made_up_act_is_refused_and_what_was_typed_stays(site, taker):
    answer = take(taker, act="not an id")

    assert answer.status_code == 422
    assert SAID in shown(answer)


def test_an_act_used_for_something_else_gets_a_fresh_id(site, taker):
    other = incident(site.desk)
    with site.desk.store.reading() as view:
        used = next(view.entries(stream=f"incidents/{other}")).act

    answer = take(taker, act=used)

    assert answer.status_code == 409
    assert f'value="{used}"' not in shown(answer)
    assert state(site, "incidents", other).reports == ()


NOTHING_SEEN = "\u00a0\u200b \u200f\u2060"


def test_words_nobody_can_see_are_no_call_and_no_number_to_call_back(site, signed_in):
    taker = signed_in(Role.CALL_TAKER)
    call = {"act": derived_id("a call nobody sees"), "text": NOTHING_SEEN, "channel": "call"}

    answer = taker.post("/calls/new/", call)
    assert answer.status_code == 422
    assert "Write down what was said" in answer.content.decode()

    taker.post("/calls/new/", {**call, "text": "smoke", "reporter": NOTHING_SEEN})
    (report,) = states(site, "reports")
    assert report.reporter is None


@pytest.mark.parametrize("where", [NOTHING_SEEN, "\u200b"])
def test_a_place_nobody_can_see_is_no_place(site, signed_in, where):
    call = {"act": derived_id("nowhere seen"), "text": "smoke", "channel": "call", "where": where}
    signed_in(Role.CALL_TAKER).post("/calls/new/", call)

    (report,) = states(site, "reports")
    assert report.directions is None


def test_what_came_of_a_call_is_said_as_it_is(site, signed_in):
    head, known = signed_in(Role.HEAD_OF_OPERATIONS), incident(site.desk)
    call = {"text": SAID, "channel": "call", "task": "rescue", "where": "35.36, 35.93"}

    def came(act, **more):
        act = derived_id(act)
        return shown(head.post("/calls/new/", {**call, **more, "act": act}, follow=True))

    assert "linked to the incident" in came("one", link=known)
    assert "an incident was opened for it" in came("two", do="open")
    assert "The call was saved." in came("three", do="save")


def test_that_a_position_is_not_known_is_said_once(site, taker):
    answer = taker.post("/calls/new/", {**CALL, "where": ""}, follow=True)

    assert shown(answer).count("position not known") == 1
