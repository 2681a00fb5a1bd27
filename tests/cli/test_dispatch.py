"""The plan by command: who goes where, why, what if, what is not covered, the past lived again."""

import subprocess
import sys

import pytest

HERE, NEAR, FAR = "35.52,35.79", "35.53,35.80", "35.30,36.10"


@pytest.fixture
def two(najda):
    """A house that fell in, a rescue team beside it and another far off."""
    for name, where in (("Near", NEAR), ("Far", FAR)):
        najda("teams", "register", name, "--position", where, "-c", "search_and_rescue")
        najda("teams", "shift", "start", name, "--until", "+11h")
    najda("incidents", "open", "rescue", "--position", HERE, "-c", "search_and_rescue")
    return najda


def incident_of(najda):
    (one,) = najda.made("incidents", "list")
    return one["id"]


def test_the_plan_says_who_goes_where_and_in_what_order(two):
    said = two("dispatch", "plan").stdout
    assert "Near" in said
    assert "now" in said
    (sent,) = two.made("dispatch", "plan")["assignments"]
    assert sent["incident"] == incident_of(two)


def test_where_there_is_nothing_to_plan_or_to_live_again_it_is_said(najda):
    assert "No open incident asks for a team now" in najda("dispatch", "plan").stdout
    assert "nothing to live again" in najda("dispatch", "replay").stdout
    najda("incidents", "open", "rescue", "--position", HERE, "-c", "search_and_rescue")
    assert "No team can go anywhere now:" in najda("dispatch", "plan").stdout


def test_why_says_when_who_instead_and_what_that_would_cost(two):
    said = two("dispatch", "why", incident_of(two)[-8:]).stdout
    assert "would be there in about 3 minutes, most likely within" in said
    assert "Far" in said
    assert "could go instead" in said
    (why,) = two.made("dispatch", "why", incident_of(two))
    assert why["arrival"]["early"] <= why["arrival"]["likely"] <= why["arrival"]["late"]


def test_of_two_teams_asked_for_alike_why_explains_each(two):
    twice = ("-c", "search_and_rescue") * 2
    incident = two.made("incidents", "open", "rescue", "--position", NEAR, *twice)["id"]
    for language, first, second in (
        ("en", "For search and rescue, team 1 of 2:", "For search and rescue, team 2 of 2:"),
        ("ar", "الفريق ١ من ٢:", "الفريق ٢ من ٢:"),
    ):
        said = two("dispatch", "why", incident, "--language", language).stdout
        assert said.index(first) < said.index(second)
    explained = two.made("dispatch", "why", incident)
    assert [(one["place"], one["like"]) for one in explained] == [(1, 2), (2, 2)]


def test_what_if_says_what_sending_another_would_change_and_sends_nobody(two):
    incident = incident_of(two)
    said = two("dispatch", "what-if", incident, "far").stdout
    assert "Overall it costs as much as one person in immediate danger" in said
    (other,) = two.made("dispatch", "what-if", incident, "far")
    assert other["cost"] > 0
    assert two.made("missions", "list") == []


def test_reasons_are_said_in_arabic_too(two):
    arabic = two("dispatch", "why", incident_of(two), "--language", "ar").stdout
    assert "يمكن أن يذهب" in arabic
    assert "could" not in arabic


def test_what_if_of_a_team_that_may_not_go_says_why_not(two):
    two("teams", "shift", "end", "Far")
    said = two("dispatch", "what-if", incident_of(two), "Far").stdout
    assert "It is off shift." in said


def test_an_incident_that_asks_for_nobody_is_answered_with_a_sentence(two):
    incident = incident_of(two)
    two("missions", "send", incident, "Near")
    for command in (("why", incident), ("what-if", incident, "Far")):
        assert "asks for no team now" in two("dispatch", *command, exits=2).stderr
    two("incidents", "open", "rescue", "--position", FAR, "-c", "search_and_rescue")
    other = next(one["id"] for one in two.made("incidents", "list") if one["id"] != incident)
    refused = two("dispatch", "what-if", other, "Far", "-c", "ambulance", exits=2)
    assert "does not ask for ambulance now. It asks for: search and rescue." in refused.stderr


def test_without_a_past_it_is_said_that_no_gap_can_be_seen(two):
    assert "Nothing is known yet of where calls come from" in two("dispatch", "cover").stdout
    assert two.made("dispatch", "cover")["calls"] == 0


def test_with_nothing_in_the_past_nothing_is_lived_again(two):
    lived = two.made("dispatch", "replay", "--days", "1")
    assert lived["calls"] == 0
    assert [way["called"] for way in lived["ways"]] == ["recorded", "closest_pair", "planner"]


def test_who_does_not_plan_does_not_wait_for_the_compiler():
    found = "import sys, najda.cli.app; print({'numba', 'scipy.optimize'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
