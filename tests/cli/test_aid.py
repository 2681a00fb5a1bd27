"""Asking neighbours by command: asked, answered, who came, and how it ends."""

import pytest

HERE = "35.36,35.92"


def ask(najda, *more):
    given = ("--teams", 2, "--until", "+6h", "--of", "Invented Rescue North", "--reason", "too few")
    return najda.made("aid", "ask", "اللاذقية", "search_and_rescue", *given, *more)["id"]


def one(najda):
    (found,) = najda.made("aid", "list")
    return found


def test_from_asking_to_the_team_that_came_and_left(najda):
    aid = ask(najda)
    assert (one(najda)["status"], one(najda)["teams"], one(najda)["lapsed"]) == ("asked", 2, False)
    najda("aid", "grant", aid[-8:], "--teams", 1, "--reason", "the others are out")
    najda("teams", "register", "North 1", "--position", HERE, "-c", "search_and_rescue")
    najda("aid", "came", aid, "north 1")
    said = najda("aid", "list").stdout
    assert "Invented Rescue North" in said
    assert "North 1" in said
    assert "granted" in said
    assert len(one(najda)["here"]) == 1
    najda("aid", "left", aid, "North 1")
    assert one(najda).get("here", []) == []


def test_what_was_said_is_shown_and_that_it_was_read_is_kept(najda):
    aid = ask(najda)
    said = najda("aid", "show", aid).stdout
    assert "too few" in said
    assert "no shortage was foreseen" in said
    assert "too few" not in najda("aid", "show", aid, "--sealed").stdout


def test_a_declined_and_a_withdrawn_request_are_over(najda):
    for how in ("decline", "withdraw"):
        aid = ask(najda)
        najda("aid", how, aid, "--reason", "none free")
        assert najda.made("aid", "list") == []
    assert {each["status"] for each in najda.made("aid", "list", "--all")} == {
        "declined",
        "withdrawn",
    }


def test_a_request_that_lapsed_says_so_and_can_be_given_more_time(najda):
    aid = najda.made(
        "aid", "ask", "Latakia", "medical", "--of", "North", "--reason", "x",
        "--until", "-1h", "--at", "-3h",
    )["id"]  # fmt: skip
    assert najda.made("aid", "list") == []
    assert "lapsed" in najda("aid", "list", "--all").stdout
    assert "Give it a later end first" in najda("aid", "grant", aid, exits=2).stderr
    najda("aid", "extend", aid, "--until", "+2h", "--reason", "still")
    assert one(najda)["id"] == aid


def test_the_cover_lists_what_is_asked_for_already(najda):
    najda("incidents", "open", "rescue", "--position", HERE, "-c", "search_and_rescue")
    ask(najda)
    said = najda("dispatch", "cover").stdout
    assert "Aid that is asked for already" in said
    assert najda.made("dispatch", "cover")["asked"][0]["teams"] == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("ask Latakia medical --reason x --until +1h", "Name the neighbouring organisation"),
        ("ask Latakia medical --reason x --of North", "a time such as"),
        ("ask Latakia medical --of North --until +1h", "needs a reason"),
        ("ask Latakia medical --of N --until -1h --reason x", "Give a later time"),
        ("ask Atlantis medical --of N --until +1h --reason x", "no area “Atlantis”"),
        ("ask Latakia medical --of-area Latakia --until +1h --reason x", "Name another area"),
        ("ask Latakia medical --of N --until +1h --reason x --teams 0", "from 1 to 50"),
        ("grant 0f0f0f0f", "no request for aid with the id 0f0f0f0f"),
    ],
)
def test_what_cannot_be_meant_is_answered_with_a_sentence(najda, typed, says):
    refused = najda("aid", *typed.split(), exits=2).stderr
    assert says in refused
    arabic = najda("aid", *typed.split(), "--language", "ar", exits=2).stderr
    assert not any(word in arabic for word in ("Name", "Give", "There is"))
