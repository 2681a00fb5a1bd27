"""A call that is being typed is kept on the server, sealed, for whoever types it, until it is saved."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from najda.application.permissions import Role
from najda.kernel.ids import derived_id
from tests.web.calls import SAID, states

ONE, OTHER = derived_id("one call"), derived_id("another call")
TYPED = {"text": SAID, "where": "قرب البئر", "where-choice": "none", "trapped": "2"}


@pytest.fixture
def taker(signed_in):
    return signed_in(Role.CALL_TAKER)


def typed(browser, act=ONE, revision=0, **fields):
    """Let the page keep what was typed; return the draft's id and revision."""
    answer = browser.post("/calls/typed/", {**TYPED, **fields, "act": act, "revision": revision})
    assert answer.status_code == 200
    id_, _, number = answer.headers.get("X-Draft", "@0").partition("@")
    return id_, int(number)


def drafts():
    from najda.web.calls.models import Draft

    return list(Draft.objects.all())


def shown(answer):
    return answer.content.decode()


def test_what_was_typed_is_offered_again_and_stands_in_the_form(taker):
    typed(taker)

    assert f"?draft={ONE}" in shown(taker.get("/calls/new/"))
    seen = shown(taker.get("/calls/new/", {"draft": ONE}))
    assert SAID in seen
    assert 'value="قرب البئر"' in seen
    assert f'name="act" value="{ONE}"' in seen
    assert "2 people are trapped." in seen


def test_a_call_begun_on_another_day_is_offered_with_its_day(site, taker):
    from najda.web.calls.models import Draft

    typed(taker)
    assert "6 March 2025" not in re.sub("<time[^>]*>", "", shown(taker.get("/calls/new/")))
    Draft.objects.update(begun_at=datetime(2025, 3, 6, 9, 30, tzinfo=UTC))

    assert "6 March 2025" in re.sub("<time[^>]*>", "", shown(taker.get("/calls/new/")))


def test_it_is_no_entry_of_the_ledger_and_lies_sealed(site, taker):
    with site.desk.store.reading() as view:
        before = view.head()
    typed(taker)

    (draft,) = drafts()
    assert SAID not in draft.box
    assert "text" not in draft.box
    with site.desk.store.reading() as view:
        assert view.head() == before


def test_nobody_else_sees_it_or_discards_it(site, signed_in, taker):
    typed(taker)
    head = signed_in(Role.HEAD_OF_OPERATIONS)

    assert ONE not in shown(head.get("/calls/new/"))
    assert head.get("/calls/new/", {"draft": ONE}).status_code == 404
    head.post(f"/calls/drafts/{ONE}/discard/")
    assert len(drafts()) == 1


def test_a_box_moved_to_another_person_opens_for_nobody(signed_in, taker):
    from najda.web.accounts.models import Account

    typed(taker)
    draft = drafts()[0]
    draft.account = Account.objects.get(username="head-of-operations")
    draft.save()

    head = signed_in(Role.HEAD_OF_OPERATIONS)
    assert head.get("/calls/new/", {"draft": ONE}).status_code == 404
    assert ONE not in shown(head.get("/calls/new/"))


def test_saving_the_call_ends_its_draft_and_a_late_window_does_not_bring_it_back(site, taker):
    _, revision = typed(taker)
    taker.post("/calls/new/", {**TYPED, "act": ONE, "channel": "call"})

    assert len(states(site, "reports")) == 1
    assert drafts() == []
    typed(taker, revision=revision)
    assert drafts() == []


def test_a_call_that_was_refused_keeps_its_draft(site, taker):
    typed(taker)
    taker.post("/calls/new/", {**TYPED, "act": ONE, "channel": "call", "do": "open"})

    assert states(site, "reports") == []
    assert len(drafts()) == 1


def test_a_discarded_draft_is_gone(taker):
    typed(taker)
    taker.post(f"/calls/drafts/{ONE}/discard/")

    assert drafts() == []


def test_two_windows_do_not_overwrite_each_other(taker):
    typed(taker, text="as it was")
    mine, _ = typed(taker, revision=1, text="as the first window has it")
    theirs, _ = typed(taker, revision=1, text="as the second window has it")

    assert mine == ONE
    assert theirs != ONE
    assert len(drafts()) == 2
    assert "as the first window has it" in shown(taker.get("/calls/new/", {"draft": mine}))
    assert "as the second window has it" in shown(taker.get("/calls/new/", {"draft": theirs}))


def test_the_same_sent_twice_on_leaving_the_page_is_one_draft(taker):
    typed(taker)
    again, revision = typed(taker)

    assert (again, revision) == (ONE, 1)
    assert len(drafts()) == 1


def test_typing_goes_on_in_one_draft(taker):
    revision = 0
    for text in ("a", "ab", "abc"):
        id_, revision = typed(taker, revision=revision, text=text)

    assert (id_, revision) == (ONE, 3)
    assert len(drafts()) == 1


def test_an_empty_form_is_no_draft(taker):
    answer = taker.post("/calls/typed/", {"act": ONE, "text": " ", "channel": "call"})

    assert answer.status_code == 200
    assert drafts() == []


def test_after_a_week_a_draft_is_not_offered_any_more(site, taker):
    from najda.web.calls.models import Draft

    typed(taker)
    Draft.objects.update(kept_at=site.now() - timedelta(days=8))

    assert ONE not in shown(taker.get("/calls/new/"))
    typed(taker, act=OTHER)
    assert [draft.id for draft in drafts()] == [OTHER]


def test_a_person_has_twenty_drafts_at_most(taker):
    for number in range(23):
        typed(taker, act=derived_id("call", str(number)))

    assert len(drafts()) == 20


def test_more_than_a_draft_holds_is_said_beside_the_call_and_not_kept(taker):
    answer = taker.post("/calls/typed/", {"act": ONE, "text": "x" * 70_000})

    assert "too long" in shown(answer)
    assert drafts() == []


def test_ending_an_account_ends_its_drafts(taker):
    from najda.web.accounts.models import Account

    typed(taker)
    Account.objects.get(username="call-taker").delete()

    assert drafts() == []


def test_what_another_installation_sealed_opens_nothing(site):
    from django.test import override_settings

    from najda.web.sealing import seal, unseal

    box = seal("text", "draft/1/1")
    assert unseal(box, "draft/1/1") == "text"
    assert unseal(box, "draft/1/2") is None
    assert unseal(box[:-4], "draft/1/1") is None
    with override_settings(SECRET_KEY="another"):
        assert unseal(box, "draft/1/1") is None
