"""What the docs name is there: commands, files, make targets, rooms, facts and refusals."""

import ast
import re
from pathlib import Path

import pytest
import typer

from najda.application import codec
from najda.application.rooms import ROOMS
from najda.cli.app import app
from tests.domain.test_refusals import REFUSALS, SOURCE

PROJECT = Path(__file__).resolve().parent.parent
PAGES = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
COMMANDS = typer.main.get_command(app)

NAJDA = re.compile(r"(?<![=/\w.-])najda((?: [a-z][a-z-]*)+)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
ROOTS = "src|tests|docs|kernel|domain|application|adapters|intake|dispatch|cli|drills"
FILE = re.compile(rf"`((?:{ROOTS})/[\w./-]*)`")
NAME = re.compile(r"`(?:[a-z]+\.)?([A-Z][a-z]+(?:[A-Z][a-z]+)+)`")
MAKE = re.compile(r"`make ([a-z]+)\b")


def _text(page):
    return page.read_text(encoding="utf-8")


def _commands_in(text):
    """Yield each command named: only what stands in code, as `najda` is a word too."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.S)
    outside = re.sub(r"```.*?```", "", text, flags=re.S)
    for code in (*blocks, *re.findall(r"`([^`\n]+)`", outside)):
        for words in NAJDA.findall(code):
            yield tuple(words.split())


def _resolved(words):
    """Return the command that words begin to name, and how many of them name it."""
    command, used = COMMANDS, 0
    for word in words:
        inner = getattr(command, "commands", None)
        if inner is None:
            break
        found = inner.get(word)
        if found is None:
            return None, used
        command, used = found, used + 1
    return command, used


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_names_is_there(page):
    for words in _commands_in(_text(page)):
        assert _resolved(words)[0] is not None, f"{page.name}: najda {' '.join(words)}"


def test_every_command_a_sentence_of_najdas_names_is_there():
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                for words in _commands_in(node.value):
                    assert _resolved(words)[0] is not None, f"{path.name}: najda {' '.join(words)}"


def test_a_command_that_is_not_there_would_be_noticed():
    assert _resolved(("ledger", "verify"))[0] is not None
    assert _resolved(("reports", "receive", "smoke"))[0] is not None, "the rest is what it is given"
    assert _resolved(("ledger", "forget"))[0] is None
    assert _resolved(("nonsense",))[0] is None
    assert list(_commands_in("`najda ledger verify` and\n```sh\nnajda init --name x\n```")) == [
        ("init",),
        ("ledger", "verify"),
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_a_page_names_is_there(page):
    for link in LINK.findall(_text(page)):
        assert (page.parent / link).exists(), f"{page.name} links to {link}"
    for named in FILE.findall(_text(page)):
        places = (PROJECT / named, PROJECT / "src/najda" / named)
        invented = "<" in named
        assert invented or any(place.exists() for place in places), f"{page.name} names {named}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_a_page_names_is_there(page):
    targets = re.findall(r"^([a-z]+):", _text(PROJECT / "Makefile"), re.M)
    assert set(MAKE.findall(_text(page))) <= set(targets)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_fact_and_refusal_a_page_names_is_there(page):
    known = {fact.__name__ for fact in codec.KINDS} | set(REFUSALS)
    for path in SOURCE.rglob("*.py"):
        if any(part in ("domain", "kernel", "application") for part in path.parts):
            known |= {
                n.name for n in ast.walk(ast.parse(_text(path))) if isinstance(n, ast.ClassDef)
            }
    assert set(NAME.findall(_text(page))) <= known


def test_the_architecture_page_tells_of_every_room():
    page = _text(PROJECT / "docs" / "architecture.md")
    for room in ROOMS:
        assert f"**{room}**" in page


def test_every_decision_record_is_listed_and_says_what_follows_from_it():
    listed = _text(PROJECT / "docs" / "architecture.md")
    for record in (PROJECT / "docs" / "adr").glob("*.md"):
        assert f"adr/{record.name}" in listed
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in _text(record), f"{record.name} lacks {heading}"


def test_the_readme_leads_to_every_page():
    linked = set(LINK.findall(_text(PROJECT / "README.md")))
    for page in (PROJECT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in linked, f"name docs/{page.name} in the README's table"


def test_the_picture_loads_nothing_from_elsewhere_and_says_that_it_is_a_drill():
    picture = (PROJECT / "docs" / "demo.svg").read_text(encoding="utf-8")
    assert "url(http" not in picture
    assert "DRILL" in picture
    assert "تدريب" in picture
