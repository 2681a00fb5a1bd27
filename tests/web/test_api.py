"""The API: the same rules as the pages, for programs."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from najda.application.permissions import Permission, Role
from tests.domain.test_by_need_alone import holds_identity
from tests.web import operations as o
from tests.web.api_client import Program, fresh_act, token_of

PLACE = {"where": {"position": {"lat": 35.3597, "lon": 35.9254}}}
HELP = {"task": "rescue", "need": {"life_threat": "immediate", "people_at_risk": 4}, **PLACE}


@pytest.fixture
def program(site):
    """A device: `program(Role.DISPATCHER)`."""

    def make(role, language="en", **more):
        return Program(token_of(role, **more), language)

    return make


@pytest.fixture
def head(program):
    return program(Role.HEAD_OF_OPERATIONS)


@pytest.fixture
def team(site):
    with site.desk.store.reading() as view:
        return view.standings("teams")[0].id


def opened(head):
    answer = head.post("/incidents", HELP)
    assert answer.status_code == 201, answer.content
    return answer.json()["made"]


def day_at(site):
    """Return the day it is where the installation is; by UTC it may still be the day before."""
    return site.now().astimezone(ZoneInfo(site.zone)).date().isoformat()


def on_shift(head, team):
    until = (timezone.now() + timedelta(hours=6)).isoformat()
    assert head.post(f"/teams/{team}/shift/start", {"until": until}).status_code == 200


def test_what_cannot_be_read_is_answered_as_the_document_says_also_in_an_address(program):
    device = program(Role.DISPATCHER, language="ar")

    answer = device.get("/incidents?area=%00")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("لا يمكن قراءة هذا.")


# ---- who may -----------------------------------------------------------------------------------


def test_without_a_token_nothing_is_there(site):
    answer = Client().get("/api/v1/incidents")

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_browser_s_session_opens_nothing(signed_in):
    browser = signed_in(Role.HEAD_OF_OPERATIONS)

    assert browser.get("/api/v1/incidents").status_code == 401
    assert (
        browser.post("/api/v1/incidents", HELP, content_type="application/json").status_code == 401
    )


def test_a_revoked_token_opens_nothing_from_that_moment(program):
    from najda.web.api.models import Device

    device = program(Role.DISPATCHER)
    assert device.get("/me").status_code == 200

    Device.objects.all().delete()

    assert device.get("/me").status_code == 401


def test_a_token_ends_with_its_time_and_with_its_account(program):
    from najda.web.accounts.models import Account

    over = program(Role.DISPATCHER, name="old", ends_at=timezone.now())
    device = program(Role.DISPATCHER, name="new")
    assert over.get("/me").status_code == 401
    assert device.get("/me").status_code == 200

    Account.objects.filter(username="dispatcher").update(is_active=False)

    assert device.get("/me").status_code == 401


def test_whoever_has_yet_to_set_a_second_factor_acts_by_no_device(program):
    from najda.web.accounts.models import Account

    device = program(Role.DISPATCHER)
    Account.objects.update(wants_second_factor=True)

    assert device.get("/me").status_code == 403


def test_a_reading_device_does_nothing_and_reads_no_sealed_words(program, head):
    reader = program(Role.HEAD_OF_OPERATIONS, name="screen", scope="reading")
    incident = opened(head)

    assert reader.get(f"/incidents/{incident}").status_code == 200
    assert reader.post("/incidents", HELP).status_code == 403
    answer = reader.post(f"/incidents/{incident}/words", {"purpose": "review"})
    assert answer.status_code == 403


def test_of_a_token_only_a_hash_is_kept(program):
    from najda.web.api.models import Device

    device = program(Role.DISPATCHER)
    kept = Device.objects.values().get()

    assert device.token not in json.dumps(kept, default=str)
    assert kept["used_at"] is None
    device.get("/me")
    assert Device.objects.get().used_at is not None


def test_guessing_tokens_is_slowed_down_and_shuts_nobody_out(site, program):
    device = program(Role.DISPATCHER)
    guesses = [Program("najda_guess").get("/me").status_code for _ in range(55)]

    assert guesses[0] == 401
    assert guesses[-1] == 429
    assert device.get("/me").status_code == 200, "from the same address"


def test_nobody_opens_an_incident_outside_their_areas(site, program, head):
    from najda.web.accounts.models import Account

    Account.objects.filter(username="head-of-operations").update(areas=["elsewhere"])
    call = {"text": "smoke", "channel": "call", "task": "rescue", **PLACE}

    assert head.post("/incidents", HELP).status_code == 403
    assert head.post("/calls", {**call, "opens": True}).status_code == 403
    assert head.post("/calls", call).status_code == 201, "a call may come from anywhere"
    with site.desk.store.reading() as view:
        assert view.standings("incidents") == []


def test_teams_elsewhere_are_neither_ranked_nor_proposed(site, program, head):
    from najda.web.accounts.models import Account

    incident = opened(head)
    area = head.get(f"/incidents/{incident}").json()["place"]["areas"][0]
    near, far = o.team(site.desk, "Near", o.LATAKIA), o.team(site.desk, "Far", o.HOMS)
    device = program(Role.DISPATCHER)
    Account.objects.filter(username="dispatcher").update(areas=[area])

    ranked = device.get(f"/incidents/{incident}/ranking").content.decode()
    proposed = device.get("/proposals", area=area).content.decode()

    assert near in ranked
    assert far not in ranked + proposed
    assert far in head.get(f"/incidents/{incident}/ranking").content.decode()


def test_what_lies_outside_the_areas_is_not_there(program, head):
    from najda.web.accounts.models import Account

    incident = opened(head)
    areas = head.get(f"/incidents/{incident}").json()["place"]["areas"]
    assert areas, "the gazetteer knows where this is"
    device = program(Role.DISPATCHER)
    for mine, status in ((areas[:1], 200), (["elsewhere"], 404)):
        Account.objects.filter(username="dispatcher").update(areas=mine)
        assert device.get(f"/incidents/{incident}").status_code == status
        found = device.get("/incidents").json()["items"]
        assert bool(found) == (status == 200)
        entries = device.get("/feed").json()["items"]
        told = [e for e in entries if e["stream"] == f"incidents/{incident}"]
        assert bool(told) == (status == 200)
        assert device.post(f"/incidents/{incident}/assess", {"need": {}}).status_code == status


def test_a_team_s_device_takes_no_step_for_another_team(program, head, team):
    on_shift(head, team)
    other = head.post("/teams", {"name": "Team 2", "base": {}, "capabilities": ["ambulance"]})
    other = other.json()["made"]
    on_shift(head, other)
    sent = head.post(
        f"/incidents/{opened(head)}/send", {"teams": [team, other], "override_reason": "both"}
    )
    mission = sent.json()["made"]
    phone = program(Role.TEAM)

    assert phone.post(f"/missions/{mission}/teams/{other}/accept").status_code == 404
    assert phone.post(f"/missions/{mission}/teams/{team}/accept").status_code == 200


# ---- acts --------------------------------------------------------------------------------------


def test_the_same_act_sent_again_has_the_same_answer_and_is_recorded_once(head):
    act = fresh_act()
    first, second = (head.post("/incidents", HELP, act=act).json() for _ in range(2))

    assert (first.pop("again"), second.pop("again")) == (False, True)
    assert first == second
    assert len(head.get("/incidents").json()["items"]) == 1


def test_an_act_s_id_used_for_something_else_is_refused(head):
    act = fresh_act()
    head.post("/incidents", HELP, act=act)

    answer = head.post("/reports", {"text": "smoke", "channel": "radio"}, act=act)

    assert answer.status_code == 409
    assert answer.json()["refusal"] == "ActKnown"


def test_whoever_was_slower_is_told_who_did_what(program, head):
    incident = opened(head)
    seen = head.get(f"/incidents/{incident}").headers["ETag"]
    program(Role.DISPATCHER).post(f"/incidents/{incident}/assess", {"need": {"trapped": 2}})

    answer = head.post(f"/incidents/{incident}/assess", {"need": {}}, If_Match=seen)

    assert answer.status_code == 412
    problem = answer.json()
    assert problem["refusal"] == "StaleVersion"
    assert problem["values"]["person"] == "person/dispatcher"
    assert problem["values"]["kind"] == "NeedAssessed"
    assert "need assessed" in problem["detail"]


def test_acts_carry_the_device_and_when_it_happened(head):
    at = (timezone.now() - timedelta(minutes=40)).replace(microsecond=0)
    head.post("/incidents", HELP, Occurred_At=at.isoformat())

    entry = head.get("/feed").json()["items"][-1]

    assert entry["person"] == "person/head-of-operations"
    assert entry["device"] == "device/tablet-1"
    assert entry["occurred_at"].startswith(at.strftime("%Y-%m-%dT%H:%M"))


def test_a_mission_goes_from_report_to_closed_incident(site, head, program, team):
    begun = day_at(site)
    on_shift(head, team)
    report = head.post("/reports", {"text": "A house fell in", "channel": "call", **PLACE})
    incident = head.post("/incidents", {**HELP, "report": report.json()["made"]}).json()["made"]
    ranking = head.get(f"/incidents/{incident}/ranking").json()
    known = {each["team"] for each in (*ranking["fit"], *ranking["unfit"])}
    sent = head.post(f"/incidents/{incident}/send", {"teams": [team], "override_reason": "near"})
    mission, phone = sent.json()["made"], program(Role.TEAM)
    for step in ("accept", "depart", "arrive"):
        assert phone.post(f"/missions/{mission}/teams/{team}/{step}").status_code == 200
    outcome = {"outcome": {"rescued": 3, "moved": {"immediate": 1}}}
    assert phone.post(f"/missions/{mission}/teams/{team}/outcome", outcome).status_code == 200
    assert phone.post(f"/missions/{mission}/teams/{team}/finish").status_code == 200
    assert head.post(f"/missions/{mission}/close", {"ending": "resolved"}).status_code == 200

    assert team in known
    assert head.get(f"/incidents/{incident}").json()["status"] == "closed"
    days = {"first": begun, "last": day_at(site)}
    figures = head.get("/situation", **days).json()["sections"][0]["figures"]
    assert {f["key"]: f["value"] for f in figures}["people.rescued"] == 3


# ---- what is sealed ----------------------------------------------------------------------------


def test_sealed_words_are_read_by_a_call_of_their_own_that_is_recorded(head, program):
    told = {"text": "A house fell in", "channel": "call", "reporter": "0999 (invented)"}
    report = head.post("/reports", told).json()["made"]
    listed = head.get(f"/reports/{report}").content.decode() + head.get("/feed").content.decode()
    assert "A house" not in listed
    assert "0999" not in listed

    words = head.post(f"/reports/{report}/words", {"purpose": "dispatch"}).json()

    assert {each["field"]: each["words"] for each in words} == {
        "text": "A house fell in", "reporter": "0999 (invented)",
    }  # fmt: skip
    auditor = program(Role.AUDITOR)
    last = auditor.get("/feed").json()["items"][-1]
    assert last["fact"] == "subjects.SubjectOpened"
    assert last["body"] == {"purpose": "dispatch", "masked": False}
    assert auditor.post(f"/reports/{report}/words", {"purpose": "audit"}).status_code == 403


def test_a_dispatcher_s_device_reads_words_masked_and_that_is_recorded(head, program):
    told = {"text": "two Alawite men, one house", "channel": "call", "reporter": "0999 (invented)"}
    report = head.post("/reports", told).json()["made"]
    device = program(Role.DISPATCHER)

    answer = device.post(f"/reports/{report}/masked-words", {"purpose": "dispatch"})

    (words,) = answer.json()
    assert (words["field"], words["words"], words["masked"]) == (
        "text",
        "two ▮▮▮ men, one house",
        1,
    )
    auditor = program(Role.AUDITOR)
    last = auditor.get("/feed").json()["items"][-1]
    assert (last["fact"], last["body"]) == (
        "subjects.SubjectOpened", {"purpose": "dispatch", "masked": True},
    )  # fmt: skip
    assert device.post(f"/reports/{report}/words", {"purpose": "dispatch"}).status_code == 403
    asked = auditor.post(f"/reports/{report}/masked-words", {"purpose": "audit"})
    assert asked.status_code == 403


# ---- what is wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**HELP, "task": "juggling"}, "body.task"),
        ({**HELP, "need": {"trapped": -1}}, "body.need.trapped"),
        ({**HELP, "need": {"faith": "x"}}, "body.need.faith"),
        ({**HELP, "where": {"position": {"lat": 91, "lon": 0}}}, "body.where.position.lat"),
        ({"need": {}}, "body.task"),
    ],
)
def test_a_wrong_field_is_named_in_the_language_asked_for(program, body, field):
    for language in ("en", "ar"):
        device = program(Role.HEAD_OF_OPERATIONS, language, name=language)
        answer = device.post("/incidents", body)
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert error["field"] == field
        arabic = bool(re.search("[ء-ي]", error["says"]))
        assert arabic == (language == "ar")


def test_a_refusal_is_a_problem_in_the_language_asked_for(program):
    device = program(Role.HEAD_OF_OPERATIONS, "ar")
    incident = opened(device)

    answer = device.post(f"/incidents/{incident}/close", {"ending": "handed_over"})

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["refusal"] == "EndingUnexplained"
    assert re.search("[ء-ي]", answer.json()["detail"])


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"need": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'"' + b"x" * (300 << 10) + b'"', "application/json", 413),
        (b"x" * (2 << 20), "application/json", 413),
        (b"{}", "text/plain", 415),
        (b"[]", "application/json", 422),
    ],
    ids=["half", "nan", "not utf-8", "deep", "large", "larger", "another kind", "a list"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(site, sent, kind, status):
    answer = Client().post(
        "/api/v1/incidents", sent, content_type=kind,
        headers={"Authorization": f"Bearer {token_of(Role.DISPATCHER)}", "Idempotency-Key": fresh_act()},
    )  # fmt: skip

    assert answer.status_code == status, answer.content
    assert answer.json()["detail"]


def test_an_address_that_is_not_there_answers_as_the_rest_does(site):
    answer = Client().get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_bare_number_is_no_time(head, team):
    assert head.post("/incidents", HELP, Occurred_At="0.5").status_code == 422
    assert head.post(f"/teams/{team}/shift/start", {"until": 4_000_000_000}).status_code == 422
    assert head.get("/situation", first="0").status_code == 422
    assert head.get("/incidents").json()["items"] == []


def test_a_write_without_an_act_s_id_is_refused(head):
    answer = head._client.post(
        "/api/v1/incidents", HELP, content_type="application/json",
        headers={"Authorization": f"Bearer {head.token}"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"


# ---- lists -------------------------------------------------------------------------------------


def test_pages_of_a_list_hold_everything_once_in_order(head):
    for level in ("none", "immediate", "possible", "serious", "immediate"):
        body = {**HELP, "need": {"life_threat": level}}
        assert head.post("/incidents", body).status_code == 201
    whole = head.get("/incidents").json()
    assert whole["next"] is None

    found, after = [], None
    while after is not None or not found:
        asked = {"limit": 2, **({"after": after} if after else {})}
        part = head.get("/incidents", **asked).json()
        found += part["items"]
        after = part["next"]
        if after is None:
            break

    assert found == whole["items"]
    assert [each["level"] for each in found] == sorted(each["level"] for each in found)


def test_a_cursor_nobody_gave_is_refused(head):
    for cursor in ("x", "bnVsbA", "WzEsMiwzXQ", "W05hTiwieCIsInkiXQ"):
        assert head.get("/incidents", after=cursor).status_code == 422


def test_the_feed_goes_on_where_it_ended(head):
    for _ in range(3):
        opened(head)
    whole = head.get("/feed").json()
    seen, after = [], 0
    while after < whole["head"]:
        part = head.get("/feed", after=after, limit=2).json()
        seen += part["items"]
        assert part["next"] > after
        after = part["next"]

    assert seen == whole["items"]
    assert head.get("/feed", after=after).json()["next"] == after


# ---- the document ------------------------------------------------------------------------------


@pytest.fixture
def document(site):
    return Client().get("/api/v1/openapi.json").json()


def names_in(node):
    """Every name of a field, parameter or member of an enumeration."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        yield from (name for name in node.get("enum", []) if isinstance(name, str))
        if "in" in node and "name" in node:
            yield node["name"]
        for inner in node.values():
            yield from names_in(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from names_in(inner)


def test_no_field_of_the_api_could_hold_who_somebody_is(document):
    names = set(names_in(document))

    assert {"life_threat", "text", "Idempotency-Key"} <= names
    assert [name for name in names if holds_identity(name)] == []


def test_everything_in_the_document_is_described(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["description"], path
            assert "Done.made" not in operation["description"]
            assert "200" in operation["responses"] or "201" in operation["responses"]


def test_whatever_is_sent_is_bounded(document):
    """No text, list or number without an end can be sent."""
    loose = []

    def walk(node, where):
        if not isinstance(node, dict):
            return
        kind = node.get("type")
        if kind == "string" and not {"enum", "const", "format", "maxLength"} & node.keys():
            loose.append(where)
        if kind == "array" and "maxItems" not in node:
            loose.append(where)
        if kind in ("integer", "number") and "maximum" not in node and "enum" not in node:
            loose.append(where)
        for name, inner in node.get("properties", {}).items():
            walk(inner, f"{where}.{name}")
        for part in ("items", "additionalProperties"):
            walk(node.get(part), f"{where}.{part}")
        for inner in node.get("anyOf", []) + node.get("allOf", []):
            walk(inner, where)

    given = {n for n in document["components"]["schemas"] if n.endswith("Given")}
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                walk(parameter["schema"], f"{path} {parameter['name']}")
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            if "$ref" in body.get("schema", {}):
                given.add(body["schema"]["$ref"].split("/")[-1])
    for name in given:
        walk(document["components"]["schemas"][name], name)
    assert loose == []


def test_every_use_case_of_the_rooms_has_an_address():
    from najda.web.api.operations import WRITES
    from tests.application.test_one_way_in import WRITING

    not_for_programs = {
        "found_installation", "revise_installation", "import_reports", "erase_subject", "open_sealed",
        "open_words", "mask_words", "raise_alarms", "open_public_reports", "end_public_reports",
    }  # fmt: skip
    done = {write.use_case.__name__ for write in WRITES}
    assert {p.values[0].__name__ for p in WRITING} - done == not_for_programs


def test_me_says_what_a_token_may(program):
    me = program(Role.CALL_TAKER, scope="reading").get("/me").json()

    assert me["person"] == "person/call-taker"
    assert me["realm"] == "drill:tests"
    assert Permission.REPORTS_TAKE not in me["permissions"]
    assert Permission.REPORTS_READ in me["permissions"]
