"""Nothing is written but through the desk, by somebody: every way of writing is walked."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import najda
from najda.application import usecases
from najda.application.desk import Act, Desk, Done

SOURCE = Path(najda.__file__).parent
USECASES = SOURCE / "application" / "usecases"
WRITES = {"append", "put", "clear", "keep_subject_key", "destroy_subject_key"}
MAY_WRITE = {
    "application/desk.py": "the one way in",
    "application/usecases/rebuild_read_models.py": "makes read models again; adds no fact",
    "application/usecases/protect_person.py": "destroys a key, inside an act",
    "adapters/seals.py": "makes a subject's key, for the desk",
}
"""Every module that calls what only a transaction can do, and why."""

HANDS_ON = {"import_reports": "receive_report", "mask_words": "open_words"}
"""Use cases that hand on their act, or one of their own for each of many things, and to which one."""


def _functions():
    for module in pkgutil.iter_modules(usecases.__path__):
        found = importlib.import_module(f"{usecases.__name__}.{module.name}")
        for name, function in inspect.getmembers(found, inspect.isfunction):
            if function.__module__ == found.__name__ and not name.startswith("_"):
                yield pytest.param(function, id=f"{module.name}.{name}")


def _is_write(function):
    return "act" in inspect.signature(function).parameters


FUNCTIONS = list(_functions())
WRITING = [p for p in FUNCTIONS if _is_write(p.values[0])]


def test_there_are_use_cases_to_walk():
    assert len(WRITING) > 30


@pytest.mark.parametrize("function", WRITING)
def test_every_write_takes_the_desk_and_an_act_and_the_rest_by_name(function):
    hints = inspect.get_annotations(function, eval_str=True)
    first, second, *rest = inspect.signature(function).parameters.values()
    assert (hints[first.name], hints[second.name]) == (Desk, Act)
    assert second.default is inspect.Parameter.empty, "an act is never made up"
    assert all(parameter.kind is inspect.Parameter.KEYWORD_ONLY for parameter in rest)
    handed_on = function.__name__ in HANDS_ON
    assert handed_on or hints["return"] in (Done, str | None, tuple[str | None, ...])


def _calls(tree, name):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == name:
            yield node


@pytest.mark.parametrize("function", WRITING)
def test_every_write_goes_through_the_desk_once_with_its_act_as_it_came(function):
    if function.__name__ in HANDS_ON:
        assert HANDS_ON[function.__name__] in vars(inspect.getmodule(function))
        return
    (call,) = _calls(ast.parse(inspect.getsource(function)), "perform")
    assert ast.unparse(call.func) == "desk.perform"
    assert ast.unparse(call.args[0]) == "act"
    assert len(call.args) >= 3, "it says what it leaves, so that an id used again is noticed"


@pytest.mark.parametrize("function", [p for p in FUNCTIONS if not _is_write(p.values[0])])
def test_what_takes_no_act_records_no_fact(function):
    tree = ast.parse(inspect.getsource(function))
    assert not list(_calls(tree, "perform"))
    assert not list(_calls(tree, "append"))


def test_only_the_modules_named_here_open_a_transaction_or_write_in_one():
    found = set()
    for path in SOURCE.rglob("*.py"):
        place = path.relative_to(SOURCE).as_posix()
        if place.startswith("adapters/db/"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        opened = bool(list(_calls(tree, "writing")))
        wrote = any(_on_transaction(call) for name in WRITES for call in _calls(tree, name))
        if opened or wrote:
            found.add(place)
    assert found == set(MAY_WRITE)


def _on_transaction(call):
    return ast.unparse(call.func.value) in ("tx", "work.tx", "self.tx")
