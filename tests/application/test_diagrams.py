"""The diagrams in the docs are those of the status tables."""

from enum import StrEnum
from pathlib import Path

import pytest

from najda.application.diagrams import BEGIN, TITLES, diagram, section, staying, with_diagrams
from najda.application.rooms import ROOMS
from najda.kernel.values import Fact

PAGE = Path(__file__).parents[2] / "docs" / "status.md"


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


class Switched(Fact, frozen=True):
    pass


class Looked(Fact, frozen=True):
    pass


MOVES = {
    (None, Switched): Light.RED,
    (Light.RED, Switched): Light.GREEN,
    (Light.RED, Looked): Light.RED,
    (Light.GREEN, Switched): None,
}


def test_the_page_is_made_from_the_tables_as_they_are():
    page = PAGE.read_text(encoding="utf-8")
    assert with_diagrams(page) == page, "the docs are behind the code: run make docs"


def test_an_arrow_is_drawn_for_each_move_from_and_to_nothing_too():
    drawn = diagram(MOVES).splitlines()
    assert "    [*] --> red: Switched" in drawn
    assert "    red --> green: Switched" in drawn
    assert "    green --> [*]: Switched" in drawn
    assert staying(MOVES).endswith("- red: Looked")


@pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS)
def test_no_fact_of_a_room_is_left_out(room):
    said = section(room)
    assert TITLES[room.name] in said
    for status, fact in room.moves | (room.parts or {}):
        assert fact.__name__ in said
        assert status is None or str(status) in said


def test_a_page_without_its_markers_is_refused():
    with pytest.raises(ValueError, match="markers"):
        with_diagrams("# no markers here")
    with pytest.raises(ValueError, match="markers"):
        with_diagrams(f"{BEGIN} and no end")


def test_what_stands_around_the_diagrams_is_left_alone():
    page = PAGE.read_text(encoding="utf-8")
    assert with_diagrams("before " + page + " after") == "before " + page + " after"
