"""Reports are listed by need, read by whoever may, judged with reasons, and nobody's words are lost."""

from __future__ import annotations

import re

import pytest

from najda.application.permissions import Role
from najda.application.usecases.judge_report import link_report, set_report_aside
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Task
from tests.web.calls import GRAVE, SAID, act, incident, receive, state, states
from tests.web.pressing import text

FAR = Position(lat=34.9, lon=35.9)  # in another governorate


@pytest.fixture
def judge(signed_in):
    return signed_in(Role.DISPATCHER)


@pytest.fixture
def reader(signed_in):
    return signed_in(Role.HEAD_OF_OPERATIONS)


def shown(answer):
    return answer.content.decode()


def send(browser, report, what, seen=1, **fields):
    """Send one of a report's forms, having looked at a version of it."""
    given = {"act": act().id, "seen": f"reports/{report}@{seen}", **fields}
    return browser.post(f"/reports/{report}/{what}/", given)


def limit(username, *areas):
    from najda.web.accounts.models import Account

    Account.objects.filter(username=username).update(areas=list(areas))


# ---- one report ----


def offered(answer):
    return re.findall(r'<option value="([^"]{8})">', shown(answer).partition("<datalist")[2])


def test_open_incidents_are_offered_to_link_to_the_nearest_first_and_only_ones_own(site, judge):
    report = receive(site.desk)
    near, far = incident(site.desk), incident(site.desk, position=FAR)

    assert offered(judge.get(f"/reports/{report}/")) == [near[-8:], far[-8:]]

    limit("dispatcher", "SY06")
    assert far[-8:] not in offered(judge.get(f"/reports/{report}/"))


# ---- the list -----------------------------------------------------------------------------------


def test_the_greatest_need_is_listed_first_and_what_is_judged_is_not(site, judge):
    calm = receive(site.desk, need=Need(life_threat=LifeThreat.NONE, people_at_risk=0))
    grave = receive(site.desk, need=GRAVE)
    aside = receive(site.desk)
    set_report_aside(site.desk, act(), report=aside, reason="a test")

    seen = shown(judge.get("/reports/"))

    assert seen.index(grave) < seen.index(calm)
    assert aside not in seen
    assert aside in shown(judge.get("/reports/", {"status": "set_aside"}))
    assert aside in shown(judge.get("/reports/", {"status": "every"}))
    newest = shown(judge.get("/reports/", {"order": "newest"}))
    assert newest.index(grave) < newest.index(calm)
    waiting = shown(judge.get("/reports/", {"order": "waiting"}))
    assert waiting.index(calm) < waiting.index(grave)


def test_the_list_is_narrowed_by_kind_and_area(site, judge):
    fire, flood = receive(site.desk, task=Task.FIREFIGHTING), receive(site.desk, position=FAR)

    by_kind = shown(judge.get("/reports/", {"task": "firefighting"}))
    by_area = shown(judge.get("/reports/", {"area": "SY10"}))

    assert (fire in by_kind, flood in by_kind) == (True, False)
    assert (fire in by_area, flood in by_area) == (False, True)


def test_the_list_says_which_incident_a_report_is_likely_about(site, judge):
    incident(site.desk)
    receive(site.desk, task=Task.FIREFIGHTING)

    assert "the same kind" in shown(judge.get("/reports/"))


def test_the_list_is_turned_in_pages(site, judge):
    ids = [receive(site.desk, position=FAR) for _ in range(27)]

    first, second = (shown(judge.get("/reports/", {"page": n})) for n in (1, 2))

    assert sum(id_ in first for id_ in ids) == 25
    assert sum(id_ in second for id_ in ids) == 2


@pytest.mark.parametrize("page", ["0", "-1", "999999999999", "x", "٢", ""])
def test_a_page_that_is_not_there_leads_to_one_that_is(site, judge, page):
    receive(site.desk)

    assert judge.get("/reports/", {"page": page}).status_code == 200


@pytest.mark.parametrize("query", [{"status": "x"}, {"area": "' OR 1=1"}, {"task": "<b>"}])
def test_a_filter_nobody_offered_is_no_failure(site, judge, query):
    assert judge.get("/reports/", query).status_code == 200


def test_an_empty_list_says_as_of_when(judge):
    assert "As of" in shown(judge.get("/reports/"))


def test_what_lies_outside_a_person_s_areas_is_not_there(site, judge):
    here, away = receive(site.desk), receive(site.desk, position=FAR)
    limit("dispatcher", "SY06")

    seen = shown(judge.get("/reports/"))

    assert here in seen
    assert away not in seen
    assert judge.get(f"/reports/{away}/").status_code == 404
    assert send(judge, away, "aside", reason="x").status_code == 404


# ---- the words ----------------------------------------------------------------------------------


def test_words_are_sealed_until_opened_for_a_purpose_and_that_is_recorded(site, reader):
    report = receive(site.desk, reporter="0999 000 000")
    assert SAID not in shown(reader.get(f"/reports/{report}/"))

    form = {"act": act().id, "purpose": "review"}
    seen = shown(reader.post(f"/reports/{report}/words/", form))
    again = shown(reader.post(f"/reports/{report}/words/", form))

    assert SAID in seen
    assert "0999 000 000" in seen
    assert SAID in again
    with site.desk.store.reading() as view:
        read = list(view.entries(stream=f"subjects/{report}"))
    assert [entry.person for entry in read] == ["person/head-of-operations"] * 2
    assert all('"review"' in entry.body for entry in read)
    assert SAID not in shown(reader.get(f"/reports/{report}/"))


def test_whoever_may_not_read_originals_is_told_who_can(site, signed_in):
    report, auditor = receive(site.desk), signed_in(Role.AUDITOR)

    seen = shown(auditor.get(f"/reports/{report}/"))

    assert SAID not in seen
    assert "Call-takers and the head of operations" in seen
    for what in ("words", "masked", "likely"):
        answer = auditor.post(f"/reports/{report}/{what}/", {"act": act().id, "purpose": "review"})
        assert answer.status_code == 403


# ---- the words, masked --------------------------------------------------------------------------

NAMING = "انهار بيت عائلة علوية قرب حاجز لقوات النظام، ثلاثة عالقون"
NAMED = ("علوية", "النظام")


def read_by(site, report):
    from najda.application import codec

    with site.desk.store.reading() as view:
        entries = list(view.entries(stream=f"subjects/{report}"))
    return [(entry.person, codec.fact_of(entry)) for entry in entries]


def test_a_dispatcher_reads_what_was_said_without_who_people_are(site, judge):
    report = receive(site.desk, text=NAMING, reporter="0999 000 000")
    assert "ثلاثة عالقون" not in shown(judge.get(f"/reports/{report}/"))

    form = {"act": act().id}
    seen = shown(judge.post(f"/reports/{report}/masked/", form))
    judge.post(f"/reports/{report}/masked/", form)

    assert "انهار بيت عائلة ▮▮▮ قرب حاجز ▮▮▮، ثلاثة عالقون" in seen
    assert "3 words are masked" in seen
    assert "0999" not in seen
    assert not any(word in seen for word in NAMED)
    ((person, fact),) = set(read_by(site, report))
    assert (person, fact.masked, fact.purpose) == ("person/dispatcher", True, "dispatch")
    assert judge.post(f"/reports/{report}/words/", {**form, "purpose": "review"}).status_code == 403


def test_originals_are_read_as_they_were_said_and_recorded_so(site, reader):
    report = receive(site.desk, text=NAMING)

    seen = shown(reader.post(f"/reports/{report}/words/", {"act": act().id, "purpose": "review"}))

    assert NAMING in seen
    assert "▮" not in seen
    assert [fact.masked for _, fact in read_by(site, report)] == [False]


def test_the_words_of_likely_incidents_are_compared_each_on_the_record(site, judge):
    known, other = incident(site.desk), receive(site.desk, text=f"{NAMING} منذ ساعة")
    link_report(site.desk, act(), report=other, incident=known)
    report = receive(site.desk, text=NAMING, task=Task.FIREFIGHTING)
    assert "Compare the words, masked" in shown(judge.get(f"/reports/{report}/"))

    seen = shown(judge.post(f"/reports/{report}/likely/", {"act": act().id}))

    assert seen.count("انهار بيت عائلة ▮▮▮") == 2
    assert not any(word in seen for word in NAMED)
    for one in (report, other):
        assert [fact.masked for _, fact in read_by(site, one)] == [True]


def test_whoever_may_read_originals_compares_them_as_they_were_said(site, reader):
    known, other = incident(site.desk), receive(site.desk, text=f"{NAMING} منذ ساعة")
    link_report(site.desk, act(), report=other, incident=known)
    report = receive(site.desk, text=NAMING, task=Task.FIREFIGHTING)

    seen = shown(reader.post(f"/reports/{report}/likely/", {"act": act().id}))

    assert seen.count(NAMING) == 2
    assert [fact.masked for _, fact in read_by(site, other)] == [False]


def test_the_incident_s_page_shows_a_dispatcher_masked_words_and_no_number_to_call(
    site, judge, reader
):
    known = incident(site.desk)
    report = receive(site.desk, text=NAMING, reporter="0999 000 000")
    link_report(site.desk, act(), report=report, incident=known)

    given = {"act": act().id, "what": "reports"}
    masked = shown(judge.post(f"/incidents/{known}/words/", given))
    whole = shown(reader.post(f"/incidents/{known}/words/", {**given, "act": act().id}))

    assert "انهار بيت عائلة ▮▮▮" in masked
    assert "0999" not in masked
    assert not any(word in masked for word in NAMED)
    assert NAMING in whole
    assert [fact.masked for _, fact in read_by(site, report)] == [True, False]


def test_reasons_are_masked_for_a_dispatcher_too(site, judge):
    report = receive(site.desk)
    set_report_aside(site.desk, act(), report=report, reason="جيرانهم علويون وهم بخير")

    seen = shown(judge.post(f"/reports/{report}/masked/", {"act": act().id}))

    assert "جيرانهم ▮▮▮ وهم بخير" in seen


def test_masked_words_of_somebody_erased_say_so(site, judge):
    from najda.application.usecases.protect_person import erase_subject

    report = receive(site.desk)
    erase_subject(site.desk, act(), subject=report)

    assert "(erased)" in shown(judge.post(f"/reports/{report}/masked/", {"act": act().id}))


def test_a_report_out_of_reach_is_not_read_masked_either(site, judge):
    away = receive(site.desk, position=FAR)
    limit("dispatcher", "SY06")

    for what in ("masked", "likely"):
        assert judge.post(f"/reports/{away}/{what}/", {"act": act().id}).status_code == 404
    assert read_by(site, away) == []


def test_words_are_not_opened_without_a_purpose(site, reader):
    report = receive(site.desk)

    answer = reader.post(f"/reports/{report}/words/", {"act": act().id, "purpose": "curiosity"})

    assert answer.status_code == 422
    assert SAID not in shown(answer)


def test_words_of_somebody_erased_say_so(site, reader):
    from najda.application.usecases.protect_person import erase_subject

    report = receive(site.desk)
    erase_subject(site.desk, act(), subject=report)

    seen = shown(reader.post(f"/reports/{report}/words/", {"act": act().id, "purpose": "review"}))

    assert "(erased)" in seen


def test_reasons_in_the_history_are_sealed_with_the_words(site, reader):
    report = receive(site.desk)
    set_report_aside(site.desk, act(), report=report, reason="an invented reason")

    closed = shown(reader.get(f"/reports/{report}/"))
    opened = shown(reader.post(f"/reports/{report}/words/", {"act": act().id, "purpose": "review"}))

    assert "an invented reason" not in closed
    assert "an invented reason" in opened


# ---- judging ------------------------------------------------------------------------------------


def test_a_report_is_linked_split_set_aside_and_taken_up(site, judge):
    report, known = receive(site.desk), incident(site.desk)

    steps = [
        ("link", {"incident": known}, "linked"),
        ("split", {"reason": "another house"}, "received"),
        ("aside", {"reason": "a test call"}, "set_aside"),
        ("up", {"reason": "called again"}, "received"),
    ]
    for version, (what, fields, status) in enumerate(steps, start=1):
        assert send(judge, report, what, seen=version, **fields).status_code == 302
        assert state(site, "reports", report).status == status
        assert judge.get(f"/reports/{report}/").status_code == 200
    assert state(site, "incidents", known).reports == ()
    history = shown(judge.get(f"/reports/{report}/")).partition('class="history"')[2]
    assert history.index("linked") < history.index("split") < history.index("taken up")


def test_the_end_of_an_incident_s_number_is_enough(site, judge):
    report, known = receive(site.desk), incident(site.desk)

    send(judge, report, "link", incident=f" {known[-8:].upper()} ")

    assert state(site, "reports", report).incident == known


@pytest.mark.parametrize("given", ["", "zzz", "<script>", derived_id("nowhere")])
def test_an_incident_that_is_not_there_is_refused_on_the_same_page(site, judge, given):
    report = receive(site.desk)

    answer = send(judge, report, "link", incident=given)

    assert answer.status_code == 422
    assert "<script>" not in shown(answer).replace('<script type="module"', "")
    assert state(site, "reports", report).status == "received"


@pytest.mark.parametrize(("what", "reason"), [("aside", ""), ("aside", "  ")])
def test_a_judgement_without_a_reason_is_refused(site, judge, what, reason):
    report = receive(site.desk)

    assert send(judge, report, what, reason=reason).status_code == 422
    assert state(site, "reports", report).status == "received"


def test_whoever_was_slower_reads_who_was_quicker_and_keeps_what_was_typed(site, judge):
    report, known = receive(site.desk), incident(site.desk)
    link_report(site.desk, act("person/samir"), report=report, incident=known)

    answer = send(judge, report, "aside", seen=1, reason="only a rumour")

    assert answer.status_code == 409
    assert "samir" in shown(answer)
    assert "only a rumour" in shown(answer)
    assert state(site, "reports", report).incident == known


def test_an_incident_elsewhere_cannot_be_linked_to(site, judge):
    report, known = receive(site.desk), incident(site.desk, position=FAR)
    limit("dispatcher", "SY06")

    assert send(judge, report, "link", incident=known).status_code == 422
    assert state(site, "reports", report).status == "received"


def test_an_incident_is_opened_from_a_report_with_what_it_tells(site, judge):
    report = receive(site.desk, task=Task.MEDICAL, need=GRAVE)
    page = shown(judge.get(f"/reports/{report}/open/"))
    assert '<option value="medical" selected' in page

    fields = {"task": "medical", "life_threat": "immediate", "people_at_risk": "3"}
    answer = send(judge, report, "open", **fields)

    (opened,) = states(site, "incidents")
    assert answer.status_code == 302
    assert opened.reports == (report,)
    assert opened.need == GRAVE
    assert opened.place == state(site, "reports", report).place


def test_a_kind_is_not_chosen_for_whoever_opens_an_incident(site, judge):
    report = receive(site.desk)

    assert '<option value="" selected' in shown(judge.get(f"/reports/{report}/open/"))
    assert send(judge, report, "open", task="", life_threat="possible").status_code == 422
    assert states(site, "incidents") == []


def test_whether_there_is_an_incident_elsewhere_nobody_learns_by_trying(site, judge):
    report, known = receive(site.desk), incident(site.desk, position=FAR)
    other = f"{known[:-8]}{int(known[-8:], 16) ^ 1:08x}"
    limit("dispatcher", "SY06")

    def answer(given):
        return text(send(judge, report, "link", incident=given)).replace(given, "…")

    assert answer(known) == answer(other)
    assert answer(known[-8:]) == answer(other[-8:])
    assert known not in shown(send(judge, report, "link", incident=known[:2]))


def test_opening_from_a_report_somebody_has_linked_meanwhile_opens_nothing(site, judge):
    report, known = receive(site.desk), incident(site.desk)
    link_report(site.desk, act("person/samir"), report=report, incident=known)

    answer = send(judge, report, "open", seen=1, task="medical", life_threat="possible")

    assert answer.status_code == 409
    assert "samir" in shown(answer)
    assert len(states(site, "incidents")) == 1


@pytest.mark.parametrize("role", [Role.CALL_TAKER, Role.AUDITOR])
def test_whoever_only_reads_is_offered_nothing_to_judge(site, signed_in, role):
    report = receive(site.desk)
    seen = shown(signed_in(role).get(f"/reports/{report}/"))

    assert "aside/" not in seen
    assert send(signed_in(role), report, "aside", reason="x").status_code == 403
