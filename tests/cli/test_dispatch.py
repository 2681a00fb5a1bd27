"""The plan by command: who goes where, why, what if, what is not covered, the past lived again."""

import subprocess
import sys

import pytest

HERE, NEAR, FAR = "35.52,35.79", "35.53,35.80", "35.30,36.10"


@pytest.fixture
def two_teams(najda):
    """A collapsed house, a rescue team beside it and another far off."""
    for name, where in (("Near", NEAR), ("Far", FAR)):
        najda("teams", "add", name, "--position", where, "-c", "search_and_rescue")
        najda("teams", "start", name, "--until", "+11h")
    made = najda("incidents", "open", "rescue", "--position", HERE, "--threat", "immediate")
    najda.incident = made.stdout.split()[-1].strip(".")
    return najda


def incident_of(najda):
    (one,) = najda.made("incidents", "list")
    return one["id"]
