"""What was typed otherwise than it is used is told in the person's language, with where usage is told."""

import re

import pytest
from typer.testing import CliRunner

from najda.cli.app import app
from najda.cli.language import LANGUAGE

WRONG = {
    "no such command": ("teams addd", "“root teams” has no command “addd”."),
    "no such command at all": ("nosuch", "“root” has no command “nosuch”."),
    "no such option": ("teams list --foo", "has no option “--foo”. Perhaps one of these was meant"),
    "no such option at all": ("-z", "“root” has no option “-z”."),
    "missing": ("dispatch why", "“root dispatch why” needs INCIDENT, which was not given."),
    "no number": ("reports list --limit abc", "“abc” cannot be given for --limit: it takes a whole"),
    "half a number": ("reports list --limit 1.5", "it takes a whole number"),
    "too small": ("places search a --limit 0", "“0” cannot be given for --limit: 1 is the least."),
    "too large": ("triage start --refill 99", "“99” cannot be given for --refill: 30 is the most."),
    "no such choice": ("reports receive --channel x", "“x” cannot be given for --channel. It can be"),
    "value for a flag": ("teams list --json=3", "The option “--json” takes no value. Give it alone."),
    "no value": ("reports receive --channel", "The option “--channel” needs a value after it."),
    "too much": ("teams list a b", "takes less than was given; leave out: a b."),
}  # fmt: skip


def run(typed, language):
    return CliRunner().invoke(app, typed.split(), env={LANGUAGE: language})


@pytest.mark.parametrize("what", WRONG)
def test_it_says_what_was_wrong_and_where_usage_is_told(what):
    typed, said = WRONG[what]
    result = run(typed, "en")
    first, second = result.output.splitlines()
    assert result.exit_code == 2
    assert said in first
    assert "--help” tells how it is used." in second


@pytest.mark.parametrize("what", WRONG)
def test_in_arabic_it_says_so_in_arabic(what):
    typed, _ = WRONG[what]
    result = run(typed, "ar")
    own = re.sub(r"“[^”]*”|⁨[^⁩]*⁩|--\w+", "", result.output)
    assert result.exit_code == 2
    assert not re.search(r"[A-Za-z]{2,}", own), own


def test_what_was_typed_cannot_steer_the_terminal():
    result = CliRunner().invoke(app, ["teams", "\x1b[2Jadd\x07"])
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
