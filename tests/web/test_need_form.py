"""The questions about need come to the need, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.need import MOST_PEOPLE, LifeThreat, Need
from najda.kernel.triage import TriageClass
from najda.web.need_form import NeedForm

counts = st.none() | st.integers(0, MOST_PEOPLE)
needs = st.builds(
    Need,
    life_threat=st.sampled_from(LifeThreat),
    people_at_risk=counts,
    trapped=counts,
    minutes_left=counts,
    triage=st.dictionaries(st.sampled_from(TriageClass), st.integers(1, MOST_PEOPLE)),
)


@given(needs)
def test_answers_filled_from_a_need_come_to_the_same_need(need):
    form = NeedForm({k: v for k, v in NeedForm.initial_of(need).items() if v is not None})

    assert form.is_valid(), form.errors
    assert form.need() == need


def test_nothing_answered_is_nothing_known():
    form = NeedForm({})

    assert form.is_valid()
    assert form.need() == Need()


def test_arabic_digits_count_as_well():
    form = NeedForm({"people_at_risk": "٤", "trapped": "۲"})

    assert form.is_valid(), form.errors
    assert form.need() == Need(people_at_risk=4, trapped=2)


def test_a_telephone_number_is_no_count_of_people():
    form = NeedForm({"people_at_risk": "0944123456", "trapped": "-1"})

    assert not form.is_valid()
    assert set(form.errors) == {"people_at_risk", "trapped"}
