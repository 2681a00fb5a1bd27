"""Incidents on pages: found, understood, acted on; others' are not there, and nobody is overtaken
without being told."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from najda.application.usecases.assess_incident import assess_need
from najda.application.usecases.close_incident import close_incident
from najda.application.usecases.send_teams import send_teams
from najda.domain.incidents.events import Ending
from najda.domain.subjects.events import SubjectOpened
from najda.kernel.need import LifeThreat, Need
from najda.kernel.tasks import Capability, Task
from tests.web.at_work import SAMIR, AtWork, fields

HOSTILE = """<script>alert("x")</script>'"><img src=x onerror=alert(1)>"""


@pytest.fixture
def o(site):
    return AtWork(site)


@pytest.fixture
def dispatcher(signed_in):
    return signed_in(Role.DISPATCHER)


def page_of(incident, below=""):
    return f"/incidents/{incident}/{below}"


def act_on(browser, incident, below, **answers):
    """Open a page and send its form with these answers."""
    path = page_of(incident, below)
    return browser.post(path, {**fields(browser.get(path)), **answers})


def text(answer):
    return answer.content.decode()


def kinds(o, stream=None):
    return [entry.kind.partition(".")[2] for entry in o.entries(stream=stream)]


# ---- finding -----------------------------------------------------------------------------------


def test_open_incidents_are_listed_and_closed_ones_on_asking(o, dispatcher):
    o.incident(name="Open Lane")
    closed = o.incident(name="Closed Lane")
    close_incident(o.desk, o.act(), incident=closed, ending=Ending.RESOLVED)

    usual, asked = (text(dispatcher.get("/incidents/", q)) for q in ({}, {"which": "closed"}))

    assert "Open Lane" in usual
    assert "Closed Lane" not in usual
    assert "Closed Lane" in asked
    assert "Open Lane" not in asked


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "lane"}, True), ({"words": "الزقاق"}, True), ({"words": "elsewhere"}, False),
        ({"level": "1"}, True), ({"level": "5"}, False),
        ({"area": "nowhere"}, True), ({"which": "served"}, False), ({"which": "<b>"}, True),
        ({"after": "' OR 1=1 --"}, True),
    ],
)  # fmt: skip
def test_a_search_narrows_the_list_and_what_cannot_be_meant_is_left_out(
    o, dispatcher, asked, found
):
    o.incident(name="Lane of Tests", name_ar="زقاق الاختبار")
    asked = {**asked, **({"words": "زقاق"} if asked.get("words") == "الزقاق" else {})}

    answer = dispatcher.get("/incidents/", asked)

    assert answer.status_code == 200
    assert ("Lane of Tests" in text(answer)) == found


def test_an_empty_list_says_so_and_as_of_when(dispatcher):
    answer = text(dispatcher.get("/incidents/"))

    assert "No incident is like this." in answer
    assert "As of" in answer


# ---- others' incidents -------------------------------------------------------------------------


def limited(role, areas):
    from najda.web.accounts.models import Account

    Account.objects.filter(username=role.value.replace("_", "-")).update(areas=list(areas))


BELOW = ("", "send/", "assess/", "place/", "revise/", "close/", "reopen/", "reports/")


@pytest.mark.parametrize("below", BELOW)
def test_an_incident_elsewhere_is_not_there_for_whoever_is_limited_to_an_area(o, dispatcher, below):
    limited(Role.DISPATCHER, ["SY01"])
    elsewhere = o.incident(areas=("SY02",))

    assert dispatcher.get(page_of(elsewhere, below)).status_code == 404
    assert dispatcher.post(page_of(elsewhere, below), {"x": "y"}).status_code == 404
    assert "Invented Street" not in text(dispatcher.get("/incidents/"))


def test_a_team_sees_the_incident_it_was_sent_to_and_no_other(o, signed_in):
    from najda.web.accounts.models import Account

    mine, other = o.incident(name="Ours"), o.incident(name="Theirs")
    team = o.named_team("Team 7")
    o.send(mine, team)
    Account.objects.filter(username="team").update(team=team)
    browser = signed_in(Role.TEAM)

    assert browser.get(page_of(mine)).status_code == 200
    assert browser.get(page_of(other)).status_code == 404
    listed = text(browser.get("/incidents/"))
    assert "Ours" in listed
    assert "Theirs" not in listed


@pytest.mark.parametrize(
    ("role", "below"),
    [
        (Role.CALL_TAKER, "send/"), (Role.CALL_TAKER, "close/"), (Role.AUDITOR, "assess/"),
        (Role.ADMINISTRATOR, ""),
    ],
)  # fmt: skip
def test_who_may_not_do_it_is_told_so(o, signed_in, role, below):
    assert signed_in(role).get(page_of(o.incident(), below)).status_code == 403


def test_an_id_nobody_has_is_not_found(dispatcher):
    assert dispatcher.get("/incidents/0195aaaa-0000-7000-8000-000000000000/").status_code == 404
    assert dispatcher.get("/incidents/1/").status_code == 404


# ---- what is known -----------------------------------------------------------------------------


def test_the_page_says_need_place_people_reports_and_story(o, dispatcher):
    report = o.report()
    incident = o.incident(report=report)

    answer = text(dispatcher.get(page_of(incident)))

    for said in (
        "critical", "Invented Street", "Life is in immediate danger.", "2 people are trapped.",
        "Incident opened: rescue.", "samir", "Report received: call.",
    ):  # fmt: skip
        assert said in answer, said


def test_what_was_said_opens_for_whoever_may_read_originals_and_that_is_recorded(o, signed_in):
    incident = o.incident(report=o.report(text="A wall fell on the mill"))
    head, dispatcher = signed_in(Role.HEAD_OF_OPERATIONS), signed_in(Role.DISPATCHER)
    sent = {**fields(head.get(page_of(incident)), page_of(incident, "words/")), "what": "reports"}

    first, again = (head.post(page_of(incident, "words/"), sent) for _ in range(2))
    refused = dispatcher.post(page_of(incident, "words/"), sent)

    assert "A wall fell on the mill" in text(first)
    assert "A wall fell on the mill" in text(again)
    assert "A wall fell on the mill" not in text(refused)
    assert kinds(o).count(SubjectOpened.__name__) == 1


def test_reasons_open_on_asking_only_and_who_read_them_is_in_the_story(o, dispatcher):
    incident, _near, far = o.incident(), o.named_team("Near"), o.named_team("Far", north=0.5)
    send_teams(
        o.desk, o.act(), incident=incident, teams=[far], override_reason="they know the ropes"
    )
    closed = text(dispatcher.get(page_of(incident)))
    answer = dispatcher.get(page_of(incident))
    sent = {**fields(answer, page_of(incident, "words/")), "what": "reasons"}

    opened = text(dispatcher.post(page_of(incident, "words/"), sent))

    assert "they know the ropes" not in closed
    assert "they know the ropes" in opened
    assert "Sealed words were read masked, for dispatch." in opened


@pytest.mark.parametrize("forged", [{}, {"act": "no id"}, {"act": "", "what": "<b>"}])
def test_a_forged_wish_to_read_opens_nothing_and_says_so(o, dispatcher, forged):
    incident, team = o.incident(), o.named_team("Team 4")
    o.send(incident, team, override_reason="they know the ropes")
    before = len(o.entries())

    answer = dispatcher.post(page_of(incident, "words/"), {"what": "reasons", **forged})

    assert answer.status_code == 200
    assert "they know the ropes" not in text(answer)
    assert len(o.entries()) == before


def test_scripts_in_names_and_reasons_are_words_and_nothing_else(o, dispatcher):
    incident, team = o.incident(name=HOSTILE, name_ar=HOSTILE), o.named_team(HOSTILE[:80])
    send_teams(o.desk, o.act(), incident=incident, teams=[team], override_reason=HOSTILE)
    sent = {
        **fields(dispatcher.get(page_of(incident)), page_of(incident, "words/")),
        "what": "reasons",
    }

    pages = [
        text(dispatcher.get("/incidents/")),
        text(dispatcher.get(page_of(incident, "send/"))),
        text(dispatcher.post(page_of(incident, "words/"), sent)),
    ]

    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert all("&lt;script&gt;alert" in page for page in pages)


# ---- acts --------------------------------------------------------------------------------------


def test_the_need_is_assessed_by_plain_answers(o, dispatcher):
    incident = o.incident()

    answer = act_on(
        dispatcher, incident, "assess/", life_threat="possible", people_at_risk="3", trapped="0"
    )

    assert answer.headers["Location"] == page_of(incident)
    need = Need(life_threat=LifeThreat.POSSIBLE, people_at_risk=3, trapped=0)
    assert o.view("incidents", incident).need == need


def test_who_assesses_what_changed_meanwhile_is_told_and_keeps_what_they_answered(o, dispatcher):
    incident = o.incident()
    path = page_of(incident, "assess/")
    sent = {**fields(dispatcher.get(path)), "life_threat": "none", "people_at_risk": "17"}
    assess_need(o.desk, o.act(), incident=incident, need=Need(people_at_risk=40))

    slower = dispatcher.post(path, sent)
    again = dispatcher.post(path, {**sent, **fields(slower), "life_threat": "none"})

    assert slower.status_code == 409
    assert "need assessed, by samir, just now" in text(slower)
    assert 'value="17"' in text(slower)
    assert again.status_code == 302


def test_a_place_is_corrected_and_one_outside_is_refused(o, dispatcher):
    incident = o.incident(position=None)

    wrong = act_on(dispatcher, incident, "place/", where="48.8, 2.3")
    right = act_on(dispatcher, incident, "place/", where="35.21, 35.91")

    assert wrong.status_code == 422
    assert "48.8, 2.3" in text(wrong)
    assert right.status_code == 302
    assert o.view("incidents", incident).place.position.lat == 35.21


def test_what_it_asks_for_is_revised_a_team_for_each_number(o, dispatcher):
    incident = o.incident()

    act_on(dispatcher, incident, "revise/", task="medical", ambulance="2", medical="1")

    state = o.view("incidents", incident)
    asked = [Capability.MEDICAL, Capability.AMBULANCE, Capability.AMBULANCE]
    assert (state.task, sorted(state.capabilities)) == (Task.MEDICAL, sorted(asked))


def test_an_ending_that_is_not_help_given_says_why(o, dispatcher):
    incident = o.incident()

    silent = act_on(dispatcher, incident, "close/", ending="nothing_found")
    told = act_on(dispatcher, incident, "close/", ending="nothing_found", reason="an empty field")

    assert silent.status_code == 422
    assert "needs a reason" in text(silent)
    assert told.status_code == 302
    assert o.view("incidents", incident).status == "closed"


def test_an_incident_with_teams_out_does_not_close_and_says_where_they_are(o, dispatcher):
    incident = o.incident()
    mission = o.send(incident, o.named_team("Team 7"))

    refused = act_on(dispatcher, incident, "close/", ending="resolved")

    assert refused.status_code == 422
    assert "the mission to Invented Street" in text(refused)
    assert f'href="/missions/{mission}/"' in text(refused)


def test_a_closed_incident_is_opened_again_with_a_reason(o, dispatcher):
    incident = o.incident()
    close_incident(o.desk, o.act(), incident=incident, ending=Ending.RESOLVED)

    assert act_on(dispatcher, incident, "reopen/", reason=" ").status_code == 422
    assert act_on(dispatcher, incident, "reopen/", reason="it burns again").status_code == 302
    assert o.view("incidents", incident).status == "waiting"


def test_a_report_is_linked_with_one_press_and_splitting_it_off_is_at_hand(o, dispatcher):
    incident, report = o.incident(), o.report()
    path = page_of(incident, "reports/")

    linked = dispatcher.post(path, fields(dispatcher.get(path)))

    assert linked.headers["Location"] == page_of(incident)
    assert kinds(o, f"reports/{report}") == ["ReportReceived", "ReportLinked"]
    page = text(dispatcher.get(page_of(incident)))
    assert f'<a href="/reports/{report}/">Split the report off</a>' in page


def test_somebody_else_s_report_cannot_be_linked_by_its_id(o, dispatcher):
    limited(Role.DISPATCHER, ["SY01"])
    incident = o.incident(areas=("SY01",))
    report = o.report()  # lies elsewhere by the gazetteer
    assert o.view("reports", report).place.areas
    sent = {"act": o.act().id, "report": report}

    assert dispatcher.post(page_of(incident, "reports/"), sent).status_code == 404


# ---- sending -----------------------------------------------------------------------------------


def test_the_proposal_is_confirmed_with_one_press(o, dispatcher):
    incident, team = o.incident(), o.named_team("Team 4")
    answer = dispatcher.get(page_of(incident))
    assert "Send Team 4 to Invented Street" in text(answer)

    sent = dispatcher.post(
        page_of(incident, "send/"), fields(answer, page_of(incident, "send/")), follow=True
    )

    assert "Sent to Invented Street: Team 4." in text(sent)
    assert o.view("teams", team).status == "committed"
    assert sent.redirect_chain[-1][0].startswith("/missions/")


def test_the_table_says_who_could_go_and_why_not_the_others(o, dispatcher):
    busy, incident = o.named_team("Busy One"), o.incident()
    o.send(o.incident(name="Other Lane"), busy)
    o.named_team("Nearest")
    o.named_team("Healers", capabilities=(Capability.MEDICAL,))

    answer = text(dispatcher.get(page_of(incident, "send/")))

    assert answer.index("Nearest") < answer.index("Healers")
    assert "It is not trained or equipped for search and rescue." in answer
    assert "It is busy with the mission to Other Lane." in answer


def test_choosing_others_asks_for_a_reason_and_keeps_the_choice(o, dispatcher):
    incident, _near, far = o.incident(), o.named_team("Near"), o.named_team("Far", north=0.5)

    silent = act_on(dispatcher, incident, "send/", teams=[far])
    told = act_on(dispatcher, incident, "send/", teams=[far], override_reason="Near knows no ropes")

    assert silent.status_code == 422
    assert "Far is not what is proposed" in text(silent)
    assert "Near could be there" in text(silent)
    field = text(silent).partition('for="id_override_reason"')[2].partition("<textarea")[0]
    assert "Far is not what is proposed" in field
    assert "may stay empty" not in field
    assert silent.context["form"].chosen == [far]
    assert told.status_code == 302
    assert o.view("teams", far).status == "committed"


def test_several_teams_go_together_and_others_are_set_down(o, dispatcher):
    both = (Capability.SEARCH_AND_RESCUE, Capability.AMBULANCE)
    incident = o.incident(capabilities=both)
    rescue = o.named_team("Rescue")
    ambulance = o.named_team("Ambulance", capabilities=(Capability.AMBULANCE,))
    third = o.named_team("Third")

    answer = dispatcher.get(page_of(incident, "send/"))
    assert sorted(answer.context["form"].chosen) == sorted([rescue, ambulance])
    dispatcher.post(page_of(incident, "send/"), fields(answer))
    act_on(dispatcher, incident, "send/", teams=[third], do="plan")

    status = [o.view("teams", team).status for team in (rescue, ambulance, third)]
    assert status == ["committed", "committed", "preassigned"]


def test_a_team_sent_elsewhere_meanwhile_is_told_with_who_when_and_where(o, dispatcher):
    incident, other = o.incident(), o.incident(name="Other Lane")
    team, second = o.named_team("Team 4"), o.named_team("Team 5", north=0.01)
    path = page_of(incident, "send/")
    sent = {**fields(dispatcher.get(path)), "override_reason": "typed already"}
    mission = o.send(other, team)

    slower = dispatcher.post(path, sent)

    assert slower.status_code == 409
    assert "Team 4 was sent to Other Lane by samir, just now." in text(slower)
    assert f'href="/missions/{mission}/"' in text(slower)
    assert "typed already" in text(slower)
    assert o.view("incidents", incident).missions == ()
    assert o.view("teams", second).status == "available"


def test_a_team_that_was_only_heard_from_meanwhile_is_sent(o, dispatcher):
    from najda.application.usecases.check_in import check_in

    incident, team = o.incident(), o.named_team("Team 4")
    path = page_of(incident, "send/")
    sent = fields(dispatcher.get(path))
    check_in(o.desk, o.act(), team=team)

    assert dispatcher.post(path, sent).status_code == 302


def test_two_tabs_that_send_to_one_incident_are_told_apart(o, dispatcher):
    incident, _first, second = o.incident(), o.named_team("One"), o.named_team("Two", north=0.01)
    path = page_of(incident, "send/")
    one, two = fields(dispatcher.get(path)), fields(dispatcher.get(path))
    dispatcher.post(path, one)

    answer = dispatcher.post(path, {**two, "teams": [second]})

    assert answer.status_code == 409
    assert "This incident changed after you opened this page: mission sent (One), by" in text(
        answer
    )
    assert answer.context["form"].chosen == [second]


def test_a_team_of_another_area_is_not_named_to_whoever_was_slower(o, dispatcher):
    limited(Role.DISPATCHER, ["SY02"])
    incident = o.incident()
    _mine, theirs = o.named_team("Mine", areas=("SY02",)), o.named_team("Theirs", areas=("SY01",))
    path = page_of(incident, "send/")
    sent = fields(dispatcher.get(path))
    o.send(incident, theirs, override_reason="they are on their way there")

    answer = dispatcher.post(path, sent)

    assert answer.status_code == 409
    assert "changed after you opened this page: mission sent, by" in text(answer)
    assert "Theirs" not in text(answer)


def test_a_form_sent_again_is_one_act_and_says_so(o, dispatcher):
    incident, team = o.incident(), o.named_team("Team 4")
    path = page_of(incident, "send/")
    sent = fields(dispatcher.get(path))
    dispatcher.post(path, sent)

    again = dispatcher.post(path, sent, follow=True)

    assert "sending it again changed nothing" in text(again)
    assert kinds(o, f"teams/{team}").count("TeamCommitted") == 1


def test_a_page_gone_back_to_and_sent_with_another_team_is_refused_and_keeps_the_choice(
    o, dispatcher
):
    incident, _first, second = o.incident(), o.named_team("One"), o.named_team("Two", north=0.01)
    path = page_of(incident, "send/")
    sent = fields(dispatcher.get(path))
    dispatcher.post(path, sent)

    back = dispatcher.post(path, {**sent, "teams": [second]})

    assert back.status_code == 409
    assert "had been sent once before" in text(back)
    assert back.context["form"].chosen == [second]
    assert fields(back)["act"] != sent["act"]


@pytest.mark.parametrize("seen", ["nonsense", "incidents/x@-1", "@", "incidents/{id}@99"])
def test_forged_versions_are_refused_and_record_nothing(o, dispatcher, seen):
    incident = o.incident()
    o.named_team("Team 4")
    path = page_of(incident, "send/")
    before = len(o.entries())
    sent = {**fields(dispatcher.get(path)), "seen": [seen.format(id=incident)]}

    assert dispatcher.post(path, sent).status_code in (409, 422)
    assert len(o.entries()) == before


def test_a_team_of_another_area_is_not_sent_by_its_id(o, dispatcher):
    incident = o.incident(areas=("SY01",))
    theirs = o.named_team("Theirs", areas=("SY02",))
    limited(Role.DISPATCHER, ["SY01"])
    path = page_of(incident, "send/")

    answer = dispatcher.post(path, {**fields(dispatcher.get(path)), "teams": [theirs]})

    assert answer.status_code == 422
    assert "not among those you may send" in text(answer)
    assert "Theirs" not in text(answer)
    assert o.view("teams", theirs).status == "available"


def test_nobody_is_sent_to_a_place_that_is_not_known_without_saying_why(o, dispatcher):
    incident = o.incident(position=None)
    team = o.named_team("Team 4")

    answer = text(dispatcher.get(page_of(incident)))
    sent = act_on(dispatcher, incident, "send/", teams=[team], override_reason="they know it")

    assert "No team is fit to go now." in answer
    assert sent.status_code == 302


def test_nothing_is_said_in_english_to_whoever_reads_arabic(o, dispatcher):
    from najda.web.accounts.models import Account

    Account.objects.filter(username="dispatcher").update(language="ar")
    incident = o.incident(report=o.report())
    o.named_team("الفريق الرابع")

    answer = text(dispatcher.get(page_of(incident)))

    assert "أرسل الفريق الرابع إلى شارع الاختراع" in answer
    for english in ("Reports", "Missions", "What happened", "sealed words", "minutes"):
        assert f">{english}<" not in answer


def test_the_person_who_acts_is_the_one_signed_in(o, dispatcher):
    incident = o.incident()
    act_on(dispatcher, incident, "close/", ending="resolved")

    assert o.entries(stream=f"incidents/{incident}")[-1].person == "person/dispatcher" != SAMIR
