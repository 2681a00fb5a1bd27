"""Getting in, being kept out, and nobody keeping others out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from najda.application.permissions import Role
from najda.web.accounts import lockout
from tests.web.installations import PASSWORD

NEW = "seven green doors"


def attempt(browser: Client, password: str, **where):
    return browser.post("/sign-in/", {"login": "dispatcher", "password": password}, **where)


def miss(browser: Client, times: int, **where):
    for _ in range(times):
        answer = attempt(browser, "wrong", **where)
    return answer


def account(username: str):
    from najda.web.accounts.models import Account

    return Account.objects.get(username=username)


def test_the_right_password_lets_in(visitor):
    assert attempt(visitor, PASSWORD).status_code == 302
    assert visitor.get("/me/").status_code == 200


def test_a_wrong_password_says_the_same_as_a_name_nobody_has(visitor):
    known = attempt(visitor, "wrong")
    unknown = visitor.post("/sign-in/", {"login": "nobody-here", "password": "wrong"})

    assert known.context["form"].errors == unknown.context["form"].errors != {}


def test_after_five_misses_even_the_right_password_has_to_wait(visitor):
    miss(visitor, 5)

    answer = attempt(visitor, PASSWORD)

    assert "Wait" in str(answer.context["form"].errors)


def test_waiting_helps(visitor):
    from najda.web.accounts.models import Misses

    miss(visitor, 5)
    Misses.objects.update(last_at=timezone.now() - timedelta(minutes=20))

    assert attempt(visitor, PASSWORD).status_code == 302


def test_a_stranger_who_guesses_does_not_keep_out_somebody_on_another_network(visitor):
    miss(Client(), 8, REMOTE_ADDR="203.0.113.9")

    assert attempt(visitor, PASSWORD, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_stranger_behind_the_same_address_does_not_keep_out_a_browser_that_is_known(visitor):
    attempt(visitor, PASSWORD)
    visitor.post("/sign-out/")
    miss(Client(), 8)

    assert attempt(visitor, PASSWORD).status_code == 302


def test_a_known_browser_does_not_guess_without_end_either(visitor):
    attempt(visitor, PASSWORD)
    visitor.post("/sign-out/")

    assert "Wait" in str(miss(visitor, 6).context["form"].errors)


@pytest.mark.parametrize(
    ("misses", "seconds"), [(0, 0), (4, 0), (5, 15), (6, 30), (7, 60), (60, 900)]
)
def test_each_miss_doubles_the_wait_up_to_a_quarter_of_an_hour(misses, seconds):
    assert lockout.wait_after(misses) == timedelta(seconds=seconds)


def test_no_address_and_no_name_is_kept_with_the_misses(visitor):
    from najda.web.accounts.models import Misses

    miss(visitor, 2, REMOTE_ADDR="203.0.113.9")

    kept = str(list(Misses.objects.values()))
    assert "203.0.113" not in kept
    assert "dispatcher" not in kept


def test_an_administrator_makes_an_account_and_its_person_chooses_the_password(signed_in, visitor):
    made = signed_in(Role.ADMINISTRATOR).post(
        "/people/new/", {"username": "amal", "role": "call_taker", "is_active": "on"}, follow=True
    )
    code = made.context["code"]

    answer = visitor.post(
        "/welcome/", {"username": "amal", "code": code.lower(), "password": NEW, "again": NEW}
    )

    assert answer.headers["Location"] == "/"
    assert visitor.get("/me/").status_code == 200


def test_a_code_works_once(signed_in, visitor):
    from najda.web.accounts import codes

    code = codes.new_code(account("auditor"))
    form = {"username": "auditor", "code": code, "password": NEW, "again": NEW}
    visitor.post("/welcome/", form)

    again = Client().post("/welcome/", form)

    assert again.status_code == 422
    assert "code" in again.context["form"].errors


def test_an_old_code_opens_nothing(site):
    from najda.web.accounts import codes

    person = account("auditor")
    code = codes.new_code(person)
    type(person).objects.update(code_until=timezone.now() - timedelta(minutes=1))

    assert codes.account_for("auditor", code) is None


def test_a_new_password_ends_every_session_there_was(signed_in, site):
    from najda.web.accounts import codes

    before = signed_in(Role.AUDITOR)
    codes.use(account("auditor"), NEW)

    assert before.get("/me/").status_code == 302


def test_an_administrator_ends_somebody_s_sessions(signed_in):
    somebody = signed_in(Role.TEAM)
    person = account("team")

    signed_in(Role.ADMINISTRATOR).post(f"/people/{person.pk}/sessions/end/")

    assert somebody.get("/me/").status_code == 302


def test_an_account_that_is_shut_is_shut_at_once(signed_in):
    somebody = signed_in(Role.TEAM)
    person = account("team")

    signed_in(Role.ADMINISTRATOR).post(f"/people/{person.pk}/", {"role": "auditor"})

    assert somebody.get("/me/").status_code == 302
    assert not account("team").is_active


# ---- the areas somebody works for ----------------------------------------------------------------


def test_areas_are_offered_by_name_in_the_reader_s_language(signed_in):
    page = signed_in(Role.ADMINISTRATOR).get
    for language, name in (("en", "Lattakia"), ("ar", "اللاذقية")):
        type(account("administrator")).objects.update(language=language)
        assert name in page("/people/new/").content.decode()


def test_an_area_there_is_none_of_is_refused(signed_in):
    somebody, administrator = account("dispatcher"), signed_in(Role.ADMINISTRATOR)
    form = {"role": "dispatcher", "is_active": "on"}

    answer = administrator.post(f"/people/{somebody.pk}/", {**form, "areas": ["SY06", "SY99x"]})
    assert answer.status_code == 422
    assert "“SY99x”" in str(answer.context["form"].errors["areas"])
    assert account("dispatcher").areas == []

    administrator.post(f"/people/{somebody.pk}/", {**form, "areas": ["SY06", "SY11"]})
    assert account("dispatcher").areas == ["SY06", "SY11"]


def test_areas_kept_before_stay_as_they_are(signed_in):
    somebody = account("dispatcher")
    type(somebody).objects.filter(pk=somebody.pk).update(areas=["of old", "SY060201"])
    administrator = signed_in(Role.ADMINISTRATOR)
    shown = administrator.get(f"/people/{somebody.pk}/").context["form"]["areas"]
    ticked = [box.data["value"] for box in shown if box.data["selected"]]

    administrator.post(
        f"/people/{somebody.pk}/", {"role": "auditor", "is_active": "on", "areas": ticked}
    )

    assert sorted(account("dispatcher").areas) == ["SY060201", "of old"]
    assert account("dispatcher").role == "auditor"


# ---- nobody shuts everybody out -----------------------------------------------------------------


def another_administrator():
    from najda.web.accounts.models import Account

    made = Account.objects.add("second", Role.ADMINISTRATOR, wants_second_factor=False)
    made.set_password(NEW)
    made.save()
    return made


STAYS = {"role": "administrator", "is_active": "on"}


@pytest.mark.parametrize(
    ("change", "field"), [({"role": "auditor"}, "role"), ({"is_active": ""}, "is_active")]
)
def test_the_last_administrator_cannot_stop_being_one(signed_in, change, field):
    me = account("administrator")

    answer = signed_in(Role.ADMINISTRATOR).post(f"/people/{me.pk}/", {**STAYS, **change})

    assert answer.status_code == 422
    assert "let another person sign in" in str(answer.context["form"].errors[field])
    assert account("administrator").is_manager


def test_an_administrator_who_never_signed_in_is_no_other_one(signed_in):
    from najda.web.accounts.models import Account

    Account.objects.add("second", Role.ADMINISTRATOR)
    me = account("administrator")

    signed_in(Role.ADMINISTRATOR).post(f"/people/{me.pk}/", {**STAYS, "role": "auditor"})

    assert account("administrator").is_manager


@pytest.mark.parametrize("change", [{"role": "auditor"}, {"is_active": ""}])
def test_where_there_is_another_administrator_one_may_stop_being_one(signed_in, change):
    another_administrator()
    me = account("administrator")

    signed_in(Role.ADMINISTRATOR).post(f"/people/{me.pk}/", {**STAYS, **change})

    assert not account("administrator").is_manager


def test_of_two_administrators_who_shut_each_other_out_at_once_one_stays(signed_in, site):
    first, second = account("administrator"), another_administrator()
    browsers = [signed_in(Role.ADMINISTRATOR), Client(headers={"accept": "text/html"})]
    browsers[1].force_login(second)

    def shut(browser, other):
        try:
            return browser.post(f"/people/{other.pk}/", {**STAYS, "is_active": ""}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(shut, browsers, (second, first)))

    assert sum(account(name).is_manager for name in ("administrator", "second")) == 1, answers


def handle(browser):
    from najda.web.accounts.models import Session

    return Session.objects.get(pk=browser.session.session_key).handle


def test_no_page_tells_the_key_that_opens_a_session(signed_in):
    here, there = signed_in(Role.TEAM), signed_in(Role.TEAM)
    seen = signed_in(Role.ADMINISTRATOR).get(f"/people/{account('team').pk}/").content.decode()

    shown = here.get("/me/").content.decode() + seen

    assert handle(there) in shown
    assert there.session.session_key not in shown
    assert here.session.session_key not in shown
    assert here.post(f"/me/sessions/{there.session.session_key}/end/").status_code == 404


def test_one_ends_one_s_own_session_elsewhere_and_nobody_else_s(signed_in):
    here, there, other = signed_in(Role.TEAM), signed_in(Role.TEAM), signed_in(Role.AUDITOR)

    assert here.post(f"/me/sessions/{handle(other)}/end/").status_code == 404
    here.post(f"/me/sessions/{handle(there)}/end/")

    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 200


def test_whoever_works_in_a_team_is_given_the_team(signed_in):
    answer = signed_in(Role.ADMINISTRATOR).post(
        "/people/new/", {"username": "rami", "role": "team"}
    )

    assert answer.status_code == 422
    assert "team" in answer.context["form"].errors


def test_secrets_of_second_factors_are_sealed_in_the_database(site):
    from najda.web.accounts.adapter import SecondFactors

    sealed = SecondFactors().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert SecondFactors().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
