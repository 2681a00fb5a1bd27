"""From a form to an act and back: once however often it is sent, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django import forms
from django.test import RequestFactory

from najda.application.desk import Act
from najda.application.usecases.manage_team import join_team, register_team
from najda.application.usecases.receive_report import receive_report
from najda.kernel.ids import derived_id
from najda.kernel.places import Place
from najda.kernel.tasks import Capability, Channel
from najda.web.acting import act_of, attempt
from najda.web.forms import Form
from najda.web.pages import page


class Words(Form):
    text = forms.CharField()


@pytest.fixture
def sent(site):
    """Sends a form: `sent(text=…, act=…)` gives the request that reaches the view."""

    def send(**fields):
        from najda.web.accounts.devices import Device

        request = RequestFactory().post("/", fields)
        request.site, request.desk = site, site.desk
        request.language, request.theme = site.language("en"), "light"
        request.device = Device("0a1b2c3d")
        request.user = account()
        request.grant = request.user.grant
        return request

    return send


def account():
    from najda.web.accounts.models import Account

    return Account.objects.get(username="call-taker")


def take(request):
    """Take a report in, as a view would."""
    form = Words(request.POST)
    assert form.is_valid()
    return form, attempt(request, form, receive_report, channel=Channel.CALL, **form.arguments())


def reports(site):
    with site.desk.store.reading() as view:
        return view.standings("reports")


def test_an_act_says_who_and_with_what(sent):
    act = act_of(sent(act=derived_id("a")))

    assert act == Act(id=derived_id("a"), person="person/call-taker", device="browser/0a1b2c3d")


def test_the_same_form_sent_five_times_is_one_report(sent, site):
    done = [take(sent(text="A house fell in", act=derived_id("same")))[1] for _ in range(5)]

    assert [d.again for d in done] == [False, True, True, True, True]
    assert len(reports(site)) == 1


def test_a_refusal_comes_back_with_the_form_and_what_was_typed(sent, site):
    request = sent(text="x" * 20_001, act=derived_id("long"))

    form, done = take(request)
    answer = page(request, "account/welcome.html", form=form)

    assert done is None
    assert answer.status_code == 422
    assert "20,001" in form.non_field_errors()[0]
    assert form["text"].value() == "x" * 20_001
    assert reports(site) == []


def test_a_form_without_an_act_of_its_own_is_refused(sent):
    form, done = take(sent(text="A house fell in"))

    assert done is None
    assert form.non_field_errors()


def test_whoever_was_slower_reads_who_did_what_when_and_to_whom(sent, site):
    other = Act(id=derived_id("other"), person="person/samir")
    made = register_team(
        site.desk, Act(id=derived_id("team"), person="person/samir"), name="Team 4", base=Place(),
        capabilities=[Capability.MEDICAL],
    ).made("teams")  # fmt: skip
    join_team(site.desk, other, team=made, name="Somebody")
    request = sent(text="Somebody else", act=derived_id("slow"), seen=f"teams/{made}@1")
    form = Words(request.POST)
    form.is_valid()

    done = attempt(request, form, join_team, team=made, name="Somebody else")

    assert done is None
    assert page(request, "account/welcome.html", form=form).status_code == 409
    (said,) = form.non_field_errors()
    assert "Team 4" in said
    assert "samir" in said
    assert "MemberJoined" not in said
    assert form["text"].value() == "Somebody else"
