"""Who may open which address: the table below is the promise, and every address keeps it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from najda.application.permissions import MAY, Permission, Role
from najda.web import settings
from najda.web.access import AccessMiddleware, access_of
from tests.web.addresses import addresses
from tests.web.api_client import ROOT, Program, token_of

PUBLIC = "public"
OWN = "settling"  # one's own account, also before the second factor is set
SIGNED_IN = "signed in"
ANYBODY = "token of anybody"
READ = {"api_plan", "api_explain", "api_what_if", "api_cover"}
READ |= {"api_me", "api_rank", "api_propose", "api_feed", "api_situation"}
READ |= {
    f"api_list_{room}"
    for room in ("reports", "incidents", "missions", "teams", "hazards", "closures", "aid")
}
READ |= {
    f"api_read_{one}"
    for one in ("report", "incident", "mission", "team", "hazard", "closure", "aid")
}
"""Addresses of the API that are read; something is done at all others."""

EXPECTED = {
    "home": SIGNED_IN,
    "health": PUBLIC,
    "style": PUBLIC,
    # signing in
    "account_login": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_inactive": PUBLIC,
    "welcome": PUBLIC,
    "preferences": PUBLIC,
    # one's own account
    "account_logout": OWN,
    "my_account": OWN,
    "end_session": OWN,
    "account_change_password": OWN,
    "account_reauthenticate": OWN,
    "mfa_reauthenticate": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_index": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
    "mfa_remove_webauthn": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    # people
    "accounts": "accounts.manage",
    "add_account": "accounts.manage",
    "account": "accounts.manage",
    "new_code": "accounts.manage",
    "end_sessions": "accounts.manage",
    "forget_second_factors": "accounts.manage",
    # the board
    "board": "board.watch",
    "board_changes": "board.watch",
    "map_base": SIGNED_IN,
    "map_streets": SIGNED_IN,
    #
    # calls and reports
    "places": SIGNED_IN,
    "place_map": SIGNED_IN,
    "take_call": "reports.take",
    "call_typed": "reports.take",
    "discard_draft": "reports.take",
    "import_reports": "reports.import",
    "sent_file": "reports.import",
    "look_at_file_again": "reports.import",
    "take_file_in": "reports.import",
    "discard_file": "reports.import",
    "refused_rows": "reports.import",
    "reports": "reports.read",
    "report": "reports.read",
    "report_words": "originals.read",
    "report_masked": "reports.masked",
    "likely_words": "reports.masked",
    "link_report": "reports.judge",
    "split_off_report": "reports.judge",
    "set_report_aside": "reports.judge",
    "take_report_up": "reports.judge",
    "open_from_report": "incidents.open",
    #
    # incidents
    "incidents": "incidents.read",
    "incident": "incidents.read",
    "incident_words": "incidents.read",
    "send_teams": "missions.send",
    "assess_incident": "incidents.assess",
    "place_incident": "incidents.assess",
    "revise_incident": "incidents.assess",
    "close_incident": "incidents.close",
    "reopen_incident": "incidents.close",
    "link_reports": "reports.judge",
    #
    # missions
    "mission": "missions.read",
    "mission_words": "missions.read",
    "record_outcome": "missions.work",
    "correct_outcome": "missions.work",
    "close_mission": "missions.end",
    "abort_mission": "missions.end",
    "take_team_off": "missions.send",
    "mission_step": "missions.work",
    #
    # teams
    "my_mission": "missions.work",
    "my_step": "missions.work",
    "my_refusal": "missions.work",
    "my_outcome": "missions.work",
    "my_check_in": "teams.check_in",
    "my_shift": "teams.run_shift",
    "my_shift_end": "teams.run_shift",
    "my_directions": "missions.work",
    "my_news": "missions.work",
    "teams": "teams.read",
    "add_team": "teams.manage",
    "team": "teams.read",
    "revise_team": "teams.manage",
    "stand_team_down": "teams.manage",
    "team_check_in": "teams.check_in",
    "answer_alarm": "teams.check_in",
    "start_shift": "teams.run_shift",
    "extend_shift": "teams.run_shift",
    "end_shift": "teams.run_shift",
    "join_team": "teams.manage",
    "leave_team": "teams.manage",
    "member_names": "teams.manage",
    "give_vehicle": "teams.manage",
    "take_vehicle": "teams.manage",
    "team_reasons": "teams.manage",
    #
    # hazards
    "hazards": "hazards.read",
    "report_hazard": "hazards.report",
    "hazard": "hazards.read",
    "extend_hazard": "hazards.end",
    "clear_hazard": "hazards.end",
    "hazard_reasons": "hazards.end",
    #
    # plan, cover, roads
    "plan": "board.watch",
    "confirm_proposal": "missions.send",
    "explain_proposal": "board.watch",
    "what_if": "missions.send",
    "cover": "board.watch",
    "ask_for_aid": "aid.ask",
    "answer_aid": "aid.answer",
    "extend_aid": "aid.ask",
    "aid_teams": "aid.answer",
    "team_left_aid": "aid.answer",
    "withdraw_aid": "aid.ask",
    "roads": "closures.read",
    "road_shapes": "closures.read",
    "road_network": "closures.read",
    "close_road": "roads.close",
    "roads_meant": "roads.close",
    "closure": "closures.read",
    "extend_closure": "roads.close",
    "reopen_road": "roads.close",
    "closure_reasons": "roads.close",
    #
    # the day
    "day": "day.read",
    "situation": "day.read",
    "situation_figure": "day.read",
    "situation_pdf": "day.read",
    "situation_csv": "day.read",
    # devices and the API
    "devices": SIGNED_IN,
    "add_device": SIGNED_IN,
    "revoke_device": SIGNED_IN,
    "revoke_devices": "accounts.manage",
    "api_reference": PUBLIC,
    "openapi": PUBLIC,
    "api_health": PUBLIC,
    "api_me": ANYBODY,
    "api_list_reports": "token reports.read",
    "api_receive_report": "token reports.take",
    "api_read_report": "token reports.read",
    "api_open_report_words": "token originals.read",
    "api_mask_report_words": "token reports.masked",
    "api_list_incidents": "token incidents.read",
    "api_open_incident": "token incidents.open",
    "api_read_incident": "token incidents.read",
    "api_open_incident_words": "token originals.read",
    "api_list_missions": "token missions.read",
    "api_read_mission": "token missions.read",
    "api_open_mission_words": "token originals.read",
    "api_list_teams": "token teams.read",
    "api_register_team": "token teams.manage",
    "api_read_team": "token teams.read",
    "api_open_team_words": "token originals.read",
    "api_list_hazards": "token hazards.read",
    "api_report_hazard": "token hazards.report",
    "api_read_hazard": "token hazards.read",
    "api_open_hazard_words": "token originals.read",
    "api_list_closures": "token closures.read",
    "api_read_closure": "token closures.read",
    "api_open_closure_words": "token originals.read",
    "api_close_road": "token roads.close",
    "api_slow_road": "token roads.close",
    "api_extend_closure": "token roads.close",
    "api_reopen_road": "token roads.close",
    "api_list_aid": "token aid.read",
    "api_read_aid": "token aid.read",
    "api_open_aid_words": "token originals.read",
    "api_ask_for_aid": "token aid.ask",
    "api_extend_aid": "token aid.ask",
    "api_withdraw_aid": "token aid.ask",
    "api_grant_aid": "token aid.answer",
    "api_decline_aid": "token aid.answer",
    "api_welcome_team": "token aid.answer",
    "api_let_team_go": "token aid.answer",
    "api_plan": "token missions.send",
    "api_explain": "token missions.send",
    "api_what_if": "token missions.send",
    "api_cover": "token board.watch",
    "api_rank": "token missions.send",
    "api_propose": "token missions.send",
    "api_feed": ANYBODY,
    "api_situation": "token day.read",
    "api_take_call": "token reports.take",
    "api_link_report": "token reports.judge",
    "api_split_report": "token reports.judge",
    "api_set_report_aside": "token reports.judge",
    "api_take_report_up": "token reports.judge",
    "api_assess_need": "token incidents.assess",
    "api_place_incident": "token incidents.assess",
    "api_revise_incident": "token incidents.assess",
    "api_close_incident": "token incidents.close",
    "api_reopen_incident": "token incidents.close",
    "api_plan_mission": "token missions.send",
    "api_send_teams": "token missions.send",
    "api_set_team_down": "token missions.send",
    "api_take_team_off": "token missions.send",
    "api_accept_mission": "token missions.work",
    "api_refuse_mission": "token missions.work",
    "api_depart": "token missions.work",
    "api_arrive": "token missions.work",
    "api_finish": "token missions.work",
    "api_call_back": "token missions.end",
    "api_record_outcome": "token missions.work",
    "api_correct_outcome": "token missions.end",
    "api_close_mission": "token missions.end",
    "api_abort_mission": "token missions.end",
    "api_revise_team": "token teams.manage",
    "api_join_team": "token teams.manage",
    "api_leave_team": "token teams.manage",
    "api_give_vehicle": "token teams.manage",
    "api_take_vehicle": "token teams.manage",
    "api_stand_team_down": "token teams.manage",
    "api_start_shift": "token teams.run_shift",
    "api_extend_shift": "token teams.run_shift",
    "api_end_shift": "token teams.run_shift",
    "api_check_in": "token teams.check_in",
    "api_answer_alarm": "token teams.run_shift",
    "api_extend_hazard": "token hazards.end",
    "api_clear_hazard": "token hazards.end",
    # public reports
    "public_report": PUBLIC,
    "public_receipt": PUBLIC,
    # what the sign-in library looks up and Najda does not open
    "account_signup": PUBLIC,
    "account_email": PUBLIC,
    "account_email_verification_sent": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_set_password": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
}


def test_every_address_declares_what_the_table_says():
    assert {a.name: str(access_of(a.view)) for a in addresses()} == EXPECTED


def test_every_address_a_page_leads_to_exists():
    pages = Path(settings.__file__).with_name("templates").rglob("*.html")
    named = {
        (name, page.name)
        for page in pages
        for name in re.findall(r'{% url "(\w+)"', page.read_text(encoding="utf-8"))
    }
    assert len(named) > 50

    known = {address.name for address in addresses()}
    assert [(name, page) for name, page in sorted(named) if name not in known] == []


def test_a_visitor_is_let_in_where_everybody_is_and_asked_to_sign_in_elsewhere(site):
    wrong = []
    for address in addresses():
        if _by_token(address.name):
            continue
        answer = Client(headers={"accept": "text/html"}).get(address.path)
        asked = answer.status_code == 302 and answer.headers["Location"].startswith(
            "/sign-in/?next="
        )
        if asked == (EXPECTED[address.name] == PUBLIC):
            wrong.append((address.path, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_a_role_is_let_in_where_it_may_and_nowhere_else(signed_in, role):
    browser, wrong = signed_in(role), []
    for address in addresses():
        if _by_token(address.name):
            continue
        wanted = EXPECTED[address.name]
        allowed = wanted in (PUBLIC, OWN, SIGNED_IN) or Permission(wanted) in MAY[role]
        answer = browser.get(address.path)
        if (answer.status_code != 403) != allowed:
            wrong.append((address.path, answer.status_code))
    assert wrong == []


def test_where_a_token_is_asked_for_no_session_counts(signed_in):
    browser, wrong = signed_in(Role.HEAD_OF_OPERATIONS), []
    post = partial(browser.post, data={}, content_type="application/json")
    for address in filter(lambda a: _by_token(a.name), addresses()):
        answers = [method(address.path).status_code for method in (browser.get, post)]
        if set(answers) - {401, 405}:
            wrong.append((address.path, answers))
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_a_token_opens_what_its_role_covers_and_nothing_else(site, role):
    device, wrong = Program(token_of(role)), []
    for address in filter(lambda a: _by_token(a.name), addresses()):
        wanted, path = EXPECTED[address.name], address.path.removeprefix(ROOT)
        answer = (device.get if address.name in READ else device.post)(path)
        allowed = wanted == ANYBODY or Permission(wanted.removeprefix("token ")) in MAY[role]
        if (answer.status_code != 403) != allowed or answer.status_code == 405:
            wrong.append((address.name, answer.status_code))
    assert wrong == []


def _by_token(name):
    return EXPECTED[name].startswith("token ")


def test_an_address_that_declares_nothing_is_shut_even_to_the_head_of_operations(site):
    from najda.web.accounts.models import Account

    request = RequestFactory().get("/forgotten/")
    request.user = Account.objects.get(username="head-of-operations")

    answer = AccessMiddleware(lambda _: HttpResponse()).process_view(
        request, lambda _: HttpResponse("in"), (), {}
    )

    assert answer.status_code == 403


def test_a_permission_that_does_not_exist_cannot_be_declared():
    from najda.web.access import may

    with pytest.raises(ValueError, match=r"incidents\.juggle"):
        may("incidents.juggle")


def test_whoever_has_yet_to_set_a_second_factor_is_led_there_from_everywhere(signed_in):
    from najda.web.accounts.models import Account

    Account.objects.update(wants_second_factor=True)
    browser = signed_in(Role.ADMINISTRATOR)

    assert browser.get("/people/").headers["Location"] == "/me/factors/"
    assert browser.get("/me/").status_code == 200


def test_a_program_that_is_signed_out_is_told_so_and_not_sent_a_page(site):
    answer = Client(headers={"accept": "application/json"}).get("/people/")

    assert answer.status_code == 401
    assert "detail" in answer.json()
