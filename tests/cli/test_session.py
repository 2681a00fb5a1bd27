"""What holds for every command: drills say so, acts are kept once, ids may be short, output piped."""

import json
import subprocess

import pytest

from .conftest import NAJDA, PASSPHRASE, clean_env

LISTS = ["incidents list", "reports list", "teams list", "missions list", "hazards list"]
ACT = "01956f2e-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    "typed", [*LISTS, "places search جبلة", "ledger verify", "missions propose"]
)
def test_every_screen_of_a_drill_is_headed_as_one_in_both_languages(drill, typed):
    shown = drill(*typed.split()).stdout
    assert shown.startswith("DRILL / تدريب")


def test_acting_in_a_drill_is_headed_too(drill):
    assert drill("incidents", "open", "medical").stdout.startswith("DRILL / تدريب")


def test_what_is_real_bears_no_mark_of_a_drill(najda):
    assert "DRILL" not in najda("incidents", "list").output


@pytest.mark.parametrize("typed", LISTS)
def test_json_of_a_drill_is_json_and_the_mark_stands_beside_it(drill, typed):
    result = drill(*typed.split(), "--json")
    assert json.loads(result.stdout) == []
    assert "DRILL" in result.stderr


def test_json_says_of_everything_which_realm_it_is_of(drill):
    made = drill.made("incidents", "open", "medical")
    assert made["realm"] == "drill:test"
    assert [each["realm"] for each in drill.made("incidents", "list")] == ["drill:test"]


def test_an_export_of_a_drill_is_nothing_but_entries(drill):
    lines = drill("ledger", "export").stdout.splitlines()
    assert [json.loads(line)["realm"] for line in lines] == ["drill:test"]


def test_an_act_sent_five_times_with_its_id_is_recorded_once(drill):
    for _ in range(5):
        result = drill("reports", "receive", "help", "--id", ACT)
    assert "before" in result.stdout
    assert len(drill.made("reports", "list")) == 1


def test_the_id_of_an_act_used_for_something_else_is_refused(drill):
    drill("reports", "receive", "help", "--id", ACT)
    drill("incidents", "open", "medical", "--id", ACT, exits=2)


def test_whoever_acts_is_kept_and_may_be_named(drill):
    drill("reports", "receive", "help", "--as", "layla.dispatch")
    last = json.loads(drill("ledger", "export").stdout.splitlines()[-1])
    assert last["person"] == "person/layla.dispatch"


def test_a_time_that_is_given_is_when_it_happened(drill):
    drill("reports", "receive", "help", "--at", "2025-03-07 16:05")
    last = json.loads(drill("ledger", "export").stdout.splitlines()[-1])
    assert last["occurred_at"] == "2025-03-07T13:05:00.000Z"
    assert "2025-03-07 16:05" in drill("reports", "list").stdout


def test_acting_on_a_version_somebody_has_passed_is_refused(drill):
    incident = drill.made("incidents", "open", "medical")["id"]
    seen = drill.made("incidents", "show", incident)["version"]
    drill("incidents", "assess", incident, "--people", "2", "--as", "omar")
    result = drill("incidents", "revise", incident, "rescue", "--seen", seen, exits=2)
    assert "person/omar" in result.stderr


def test_a_short_id_stands_for_the_whole_and_an_ambiguous_one_is_refused(drill):
    first = drill.made("incidents", "open", "medical")["id"]
    second = drill.made("incidents", "open", "medical")["id"]
    for short in (first[-8:], first[-6:].upper(), first):
        assert drill.made("incidents", "show", short)["id"] == first
    result = drill("incidents", "show", first[:3], exits=2)
    assert first in result.stderr
    assert second in result.stderr


def test_an_id_copied_from_a_line_of_arabic_is_the_same_id(drill):
    made = drill.made("reports", "receive", "x")["id"]
    assert drill.made("reports", "show", f"\u2068{made[-8:]}\u2069")["id"] == made


def test_a_team_may_be_named_and_two_of_a_name_are_told_apart_by_id(drill):
    given = ("--position", "35.5,35.8", "-c", "medical")
    one = drill.made("teams", "register", "White", *given)["id"]
    assert drill.made("teams", "show", "white")["id"] == one
    drill("teams", "register", "White", *given)
    drill("teams", "show", "white", exits=2)
    assert drill.made("teams", "show", one)["id"] == one


def test_words_stay_sealed_unless_asked_for_and_reading_them_is_kept(drill):
    report = drill.made("reports", "receive", "the well is behind the school")["id"]
    assert "well" not in drill("reports", "list").stdout
    assert "well" not in drill("reports", "show", report, "--sealed").stdout
    assert drill.made("ledger", "verify")["size"] == 2
    assert "well" in drill("reports", "show", report, "--purpose", "family").stdout
    last = json.loads(drill("ledger", "export").stdout.splitlines()[-1])
    assert (last["kind"], last["body"]) == ("subjects.SubjectOpened", {"purpose": "family"})


def test_lists_speak_arabic_to_whoever_asks(drill):
    drill("incidents", "open", "rescue", "--threat", "immediate")
    assert "إنقاذ" in drill("incidents", "list", "--language", "ar").stdout
    assert "إنقاذ" in drill("incidents", "list", NAJDA_LANGUAGE="ar").stdout


def test_levels_are_shown_by_number_and_word_never_by_colour_alone(drill):
    drill("incidents", "open", "rescue", "--threat", "immediate")
    assert "1 critical" in drill("incidents", "list").stdout


def test_what_is_piped_has_no_colours_and_is_utf_8_even_where_the_locale_is_not(drill):
    drill("incidents", "open", "rescue", "--place", "جبلة", "--threat", "immediate")
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        env = {"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "FORCE_COLOR": ""}
        done = drill.program("incidents", "list", "--language", "ar", env=env)
        assert done.returncode == 0, done.stderr
        assert b"\x1b" not in done.stdout
        assert "إنقاذ" in done.stdout.decode("utf-8")


def test_an_argument_that_is_no_utf_8_is_refused_with_a_sentence(drill):
    env = clean_env(**drill.env)
    typed = [str(NAJDA).encode(), b"reports", b"receive", b"\xff\xfe"]
    done = subprocess.run(typed, env=env, capture_output=True)
    assert done.returncode == 2
    assert b"UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_defect(drill):
    typed = f"{NAJDA} ledger export | head -c 1"
    done = subprocess.run(["sh", "-c", typed], env=clean_env(**drill.env), capture_output=True)
    assert b"Traceback" not in done.stderr
    assert PASSPHRASE.encode() not in done.stderr


def test_two_programs_can_look_and_act_at_once(drill):
    drill("incidents", "open", "medical")
    typed = [NAJDA, "incidents", "open", "rescue"]
    running = [
        subprocess.Popen(typed, env=clean_env(**drill.env), stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [each.wait() for each in running] == [0, 0, 0, 0]
    assert len(drill.made("incidents", "list")) == 5
