"""Wrong input ends in one sentence on stderr and exit code 2, never in a traceback."""

import shlex
import shutil

import pytest

from najda import bootstrap
from najda.application.errors import NothingSaid
from najda.cli import listing

from .conftest import Commands

NO_ID = "0f0f0f0f"
GIVEN_WRONG = [
    ("reports receive ''", "has no text"),
    ("reports receive x --position 95,35", "position"),
    ("reports receive x --position 35.8,35.5 --at 2199-01-01", "future"),
    ("reports receive x --position 52.5,13.4", "outside the area"),
    ("reports receive x --position 35.9,32.5", "swapped"),
    ("reports receive x --at yesterday-ish", "cannot be read"),
    ("reports receive x --people -3", "whole number"),
    ("reports receive x --triage immediate", "cannot be read"),
    ("reports receive x --triage red=2", "immediate"),
    ("reports receive x --channel pigeon", "pigeon"),
    ("reports receive x --id 17", "UUID"),
    ("reports receive x --as مريم", "only letters"),
    ("reports receive x --people many", "--people"),
    (f"reports show {NO_ID}", "no report"),
    (f"reports link {NO_ID} {NO_ID}", "no report"),
    (f"reports split {NO_ID} --reason x", "no report"),
    (f"reports set-aside {NO_ID} --reason x", "no report"),
    (f"reports take-up {NO_ID} --reason x", "no report"),
    ("reports list --status lost", "lost"),
    ("ledger export --after 99999999999999999999", "--after"),
    ("reports list --area Atlantis", "no area"),
    ("accounts add amal --role dispatcher --area Atlantis", "no area"),
    ("reports list --limit 0", "--limit"),
    ("reports import /nowhere/file.csv", "no file"),
    ("incidents open knitting", "knitting"),
    (f"incidents open rescue --report {NO_ID}", "no report"),
    (f"incidents show {NO_ID}", "no incident"),
    (f"incidents assess {NO_ID}", "no incident"),
    (f"incidents place {NO_ID} --place x", "no incident"),
    (f"incidents revise {NO_ID} rescue", "no incident"),
    (f"incidents close {NO_ID} --ending resolved", "no incident"),
    (f"incidents close {NO_ID}", "--ending"),
    (f"incidents reopen {NO_ID} --reason x", "no incident"),
    ("incidents list --area Atlantis", "no area"),
    ("teams register '' --position 35.5,35.8 -c medical", "team name"),
    ("teams register One --position 35.5,35.8", "at least one capability"),
    ("teams register One --position 35.5,35.8 -c flying", "flying"),
    ("teams register One --position 35.5,35.8 -c medical --rest 400", "not possible"),
    (f"teams show {NO_ID}", "no team"),
    (f"teams revise {NO_ID}", "no team"),
    (f"teams join {NO_ID} X", "no team"),
    (f"teams leave {NO_ID} X", "no team"),
    (f"teams stand-down {NO_ID} --reason x", "no team"),
    (f"teams vehicle give {NO_ID} Van --seats 2", "no team"),
    (f"teams vehicle take {NO_ID} Van --reason x", "no team"),
    (f"teams shift start {NO_ID} --until +8h", "no team"),
    (f"teams shift extend {NO_ID} --until +8h --reason x", "no team"),
    (f"teams shift end {NO_ID}", "no team"),
    (f"teams check-in {NO_ID}", "no team"),
    (f"teams answer {NO_ID} --reason x", "no team"),
    ("teams list --area Atlantis", "no area"),
    ("hazards report locusts --radius 5", "locusts"),
    ("hazards report active_fire --radius 0 --position 35.5,35.8", "metres"),
    ("hazards report active_fire --radius 50 --place nowhereville", "position"),
    ("hazards report active_fire --radius 50 --position 35.5,35.8 --until -2h", "end"),
    (f"hazards extend {NO_ID} --reason x", "no hazard"),
    (f"hazards clear {NO_ID} --reason x", "no hazard"),
    (f"missions propose {NO_ID}", "no incident"),
    (f"missions preassign {NO_ID} One", "no team"),
    (f"missions send {NO_ID} One", "no incident"),
    (f"missions take-off {NO_ID} One", "no mission"),
    *[
        (f"missions {step} {NO_ID} One", "no mission")
        for step in ("accept", "depart", "arrive", "done")
    ],
    (f"missions refuse {NO_ID} One --reason x", "no mission"),
    (f"missions call-back {NO_ID} One --reason x", "no mission"),
    (f"missions outcome {NO_ID} One --rescued -1", "--rescued"),
    (f"missions outcome {NO_ID} One", "no mission"),
    (f"missions correct {NO_ID} x --reason x", "no mission"),
    (f"missions abort {NO_ID} --reason x", "no mission"),
    (f"missions close {NO_ID}", "no mission"),
    (f"missions show {NO_ID}", "no mission"),
    (f"missions list --incident {NO_ID}", "no incident"),
    ("situation report --from someday", "cannot be read"),
    ("situation report --from 2025-03-09 --to 2025-03-06", "period"),
    ("situation report --area Atlantis", "no area"),
    ("situation report --format stone", "stone"),
    ("situation report --out /nowhere/report.txt", "cannot be written"),
    ("places locate here", "position"),
    ("places import /nowhere/file.xlsx", "no file"),
    ("places search x --area Atlantis", "no area"),
    ("people open 17", "UUID"),
    ("people open 0f0f0f0f-0000-4000-8000-000000000000", "sealed"),
    ("people erase 0f0f0f0f-0000-4000-8000-000000000000", "--yes"),
    ("people erase 0f0f0f0f-0000-4000-8000-000000000000 --yes", "sealed"),
    ("ledger verify --checkpoint /nowhere/note.txt", "cannot be read"),
    ("ledger prove 900", "no entry 900"),
    ("ledger export --out /nowhere/ledger.jsonl", "cannot be written"),
    ("ledger check /nowhere/proof.json --verifier x", "cannot be read"),
    ("triage start", "not known"),
    ("triage jumpstart", "not known"),
    ("triage salt", "not known"),
]


@pytest.fixture(scope="module")
def shared(drill_folder, tmp_path_factory):
    return Commands(shutil.copytree(drill_folder, tmp_path_factory.mktemp("refusals") / "drill"))


@pytest.mark.parametrize(("typed", "said"), GIVEN_WRONG, ids=[typed for typed, _ in GIVEN_WRONG])
def test_wrong_input_exits_2_with_a_sentence_that_names_it(shared, typed, said):
    result = shared(*shlex.split(typed), exits=2)
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.output


def test_nothing_was_recorded_by_all_that_was_refused(shared):
    whole = shared.made("ledger", "verify")
    assert (whole["size"], whole["whole"]) == (1, True)


def test_a_refusal_is_said_in_arabic_to_whoever_speaks_it(drill):
    result = drill("reports", "receive", "", "--language", "ar", exits=2)
    arabic = bootstrap.language("ar", "Asia/Damascus").say(NothingSaid().phrase)
    assert result.stderr.splitlines()[-1] == arabic


def test_a_reason_left_out_is_asked_for(drill):
    incident = drill.made("incidents", "open", "medical")["id"]
    result = drill("incidents", "close", incident, "--ending", "nothing_found", exits=2)
    assert "reason" in result.stderr


def test_a_defect_exits_70_and_says_where_its_details_are(drill, monkeypatch, tmp_path):
    monkeypatch.setattr(listing, "things", lambda *a, **k: 1 / 0)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    result = drill("incidents", "list", exits=70)
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" not in result.stderr
    told = drill("incidents", "list", "--debug", exits=70)
    assert "Traceback" in told.stderr


def test_ctrl_c_exits_130_quietly(drill, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "things", interrupted)
    result = drill("incidents", "list", exits=130)
    assert "Traceback" not in result.output


def test_a_folder_without_an_installation_says_how_to_make_one(drill, tmp_path):
    result = drill("incidents", "list", "--folder", tmp_path / "none", exits=2)
    assert "najda init" in result.stderr
