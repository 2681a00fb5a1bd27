"""What people send is shown and never commands a terminal; lost read models stop no rebuild."""

import json
import re

import pytest

from najda import bootstrap
from najda.adapters.db import cipher

HOSTILE = "help\x1b[31m\x1b]0;owned\x07\x9b2J\u202emi"
COMMANDS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


@pytest.mark.parametrize("command", ["show", "list"])
def test_what_was_sent_commands_no_terminal(drill, command):
    report = drill.made("reports", "receive", HOSTILE, "--reporter", HOSTILE)["id"]
    shown = drill("reports", *(["show", report] if command == "show" else ["list"])).output
    assert not COMMANDS.search(shown)
    assert ("help" in shown) == (command == "show")


def test_a_refusal_that_repeats_it_commands_no_terminal(drill):
    assert not COMMANDS.search(drill("reports", "show", HOSTILE, exits=2).output)


def test_json_says_it_whole_and_commands_no_terminal(drill):
    report = drill.made("reports", "receive", HOSTILE)["id"]
    result = drill("reports", "show", report, "--json")
    assert not COMMANDS.search(result.stdout)
    assert json.loads(result.stdout)["text"] == HOSTILE


@pytest.mark.parametrize("damage", ["DELETE FROM standing", "UPDATE standing SET state = '{'"])
def test_read_models_that_are_lost_whole_are_made_again(drill, damage):
    drill("reports", "receive", "the well is behind the school")
    desk = bootstrap.open_desk(drill.folder, passphrase=drill.env["NAJDA_PASSPHRASE"])
    key = desk.signer.database_key
    desk.store.close()
    connection = cipher.connect(drill.folder / "najda.db", key)
    connection.execute(damage)
    connection.close()
    assert "is whole" in drill("ledger", "verify").stdout
    drill("ledger", "rebuild")
    assert "not judged yet" in drill("reports", "list").stdout
