"""The plan by command: who goes where, why, what if, what is not covered, the past lived again."""

import json
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
    assert "Nobody can be sent now. Why, for each call:" in najda("dispatch", "plan").stdout


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


def test_who_comes_later_is_said_alike_by_the_plan_by_why_and_by_the_proposal(two):
    first = incident_of(two)
    two("missions", "send", first, "Near")
    two("teams", "shift", "end", "Far")
    two("incidents", "open", "rescue", "--position", HERE, "-c", "search_and_rescue")
    other = next(one["id"] for one in two.made("incidents", "list") if one["id"] != first)
    for command in (
        ("dispatch", "plan"),
        ("dispatch", "why", other),
        ("missions", "propose", other),
    ):
        said = " ".join(two(*command).stdout.split())
        assert "is to come in about" in said, command
        assert "it is busy until about" in said, command
    (waits,) = two.made("missions", "propose", other)["waits"]
    (opened,) = two.made("dispatch", "plan")["open"]
    assert (waits["team"], waits["capability"]) == (opened["team"], opened["capability"])
    arabic = two("missions", "propose", other, "--language", "ar").stdout
    assert "is to come" not in arabic


def test_without_a_past_it_is_said_that_no_gap_can_be_seen(two):
    assert "Nothing is known yet of where calls come from" in two("dispatch", "cover").stdout
    assert two.made("dispatch", "cover")["calls"] == 0


def test_with_nothing_in_the_past_nothing_is_lived_again(two):
    lived = two.made("dispatch", "replay", "--days", "1")
    assert lived["calls"] == 0
    assert [way["called"] for way in lived["ways"]] == ["recorded", "closest_pair", "planner"]


def test_what_a_sending_against_the_proposal_brought_is_said_as_simulated(two):
    incident = incident_of(two)
    refused = two("missions", "send", incident, "Far", exits=2).stderr
    assert "Near" in refused, "the better team is named, not numbered"
    mission = two.made("missions", "send", incident, "Far", "--override-reason", "a track")["id"]
    for step in ("accept", "depart", "arrive"):
        two("missions", step, mission, "Far")
    for language, said in (
        ("en", ["Simulated, all calls counted by need", "One sending was worse than the proposal"]),
        ("ar", ["محاكاة", "إرسال واحد أسوأ من المقترح"]),
    ):
        shown = two("dispatch", "replay", "--days", "1", "--language", language).stdout
        assert all(one in shown for one in said)
    told = two.made("dispatch", "replay", "--days", "1")
    assert (told["verdict"]["worse"], len(told["saved"])) == (1, 1)


ARABIC = ("--language", "ar")


def refused_in_both(najda, *typed):
    """What a stranger is told in English, after it was told in Arabic too."""
    arabic = najda("dispatch", *typed, *ARABIC, exits=2).stderr
    assert not any(word in arabic for word in ("There", "Check", "Correct", "does not"))
    return najda("dispatch", *typed, exits=2).stderr


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("why", "0f0f0f0f"), "There is no incident with the id 0f0f0f0f. Check the id"),
        (("why", "حادث"), "`najda incidents list` shows those known"),
        (("why", ""), "incident “” cannot be read: its id, or the end of it"),
        (("what-if", "0f0f0f0f", "Near"), "There is no incident"),
    ],
)
def test_what_nobody_knows_is_answered_with_what_shows_those_known(najda, typed, says):
    assert says in refused_in_both(najda, *typed)


def test_a_team_nobody_knows_is_answered_with_what_shows_those_known(two):
    said = refused_in_both(two, "what-if", incident_of(two), "Team 4")
    assert said.startswith("There is no team called “Team 4”, and none with such an id.")
    assert "`najda teams list`" in said


def test_with_nothing_open_it_is_said_that_there_is_nothing_to_plan(najda):
    said = najda("dispatch", "plan").stdout
    assert said == "No open incident asks for a team now, so there is nothing to plan.\n"
    assert "لا شيء يُخطَّط له" in najda("dispatch", "plan", *ARABIC).stdout


def test_without_teams_every_call_says_why_nobody_goes(najda):
    najda("incidents", "open", "rescue", "--position", HERE, "-c", "search_and_rescue")
    incident = incident_of(najda)
    said = najda("dispatch", "plan").stdout
    assert "Nobody can be sent now. Why, for each call:" in said
    assert "No team can do this: search and rescue." in said
    assert "No team can do this" in najda("dispatch", "why", incident).stdout
    assert "لا فريق يستطيع القيام بهذا" in najda("dispatch", "why", incident, *ARABIC).stdout


def test_a_call_nobody_knows_the_place_of_says_so_and_the_rest_is_planned(two):
    lost = two.made("incidents", "open", "rescue", "--place", "behind the invented mill")["id"]
    said = two("dispatch", "plan").stdout
    assert "Near" in said
    assert "Find its place first." in said
    for command in (("why", lost), ("what-if", lost, "Near")):
        assert "Find its place first." in two("dispatch", *command).stdout


def test_a_team_that_was_stood_down_is_said_to_be_no_team_any_more(two):
    two("teams", "shift", "end", "Far")
    two("teams", "stand-down", "Far", "--reason", "merged")
    said = two("dispatch", "what-if", incident_of(two), "Far").stdout
    assert "There is no such team any more: it was stood down." in said


def test_without_a_road_map_it_is_said_that_times_are_estimates(two):
    for command in (("plan",), ("why", incident_of(two)), ("what-if", incident_of(two), "Far")):
        said = two("dispatch", *command).stdout
        assert "There is no road map: times are estimated by distance" in said
        assert "road map" not in json.dumps(two.made("dispatch", *command))


def test_with_nobody_come_to_a_call_there_is_nothing_to_live_again(two):
    said = two("dispatch", "replay", "--days", "1").stdout
    assert "One call is left out: nobody came to it" in said
    assert "there is nothing to live again" in said


def test_who_does_not_plan_does_not_wait_for_the_compiler():
    found = "import sys, najda.cli.app; print({'numba', 'scipy.optimize'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", found], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
