"""Every refusal says what was wrong and what to do instead, in words that fit what it was given."""

import ast
import importlib
import inspect
import pkgutil
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import najda
from najda.application.rooms import ROOMS
from najda.kernel.errors import Refusal
from tests.domain.deciding import module
from tests.domain.strategies import moments, of

SOURCE = Path(najda.__file__).parent


def _every_module():
    for found in pkgutil.walk_packages(najda.__path__, "najda."):
        if ".migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)


def _refusals():
    _every_module()
    waiting, found = [Refusal], {}
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith("najda."):
                found[kind.__name__] = kind
            waiting.append(kind)
    return found


REFUSALS = _refusals()


def _fields(kind):
    return {name for _, name, _, _ in string.Formatter().parse(kind.says) if name}


def _raised():
    """Yield each place where a refusal is made: file, line, name, the values it is given."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else node
            bare = not isinstance(call, ast.Call)
            if bare and not isinstance(node, ast.Raise):
                continue
            named = call if bare else call.func
            name = getattr(named, "attr", getattr(named, "id", None))
            if name in REFUSALS and not (bare and isinstance(node, ast.Call)):
                keywords = set() if bare else {keyword.arg for keyword in call.keywords}
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", name, keywords


def test_no_two_refusals_share_a_name():
    names = [cls for path in SOURCE.rglob("*.py") for cls in _classes(path) if cls in REFUSALS]
    assert len(names) == len(set(names)), sorted(n for n in set(names) if names.count(n) > 1)


def _classes(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_refusal_says_what_is_wrong_and_then_what_to_do(name):
    says = REFUSALS[name].says.replace("…", ".")
    sentences = [part for part in says.replace("? ", ". ").split(". ") if part.strip()]
    advises = len(sentences) > 1 or "{hint}" in says or ": " in says
    assert advises, f"{name} leaves the person alone with: {says}"
    assert says[-1] in ".}?", says


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_a_refusal_can_be_said_with_what_it_names(name):
    kind = REFUSALS[name]
    values = {field: f"<{field}>" for field in _fields(kind)}
    said = str(kind(**values))
    assert all(value in said for value in values.values())


def test_a_refusal_is_given_all_that_its_sentence_names():
    for where, name, values in _raised():
        if None not in values:  # values passed on as a whole are checked where they are made
            assert _fields(REFUSALS[name]) <= values, f"{where}: {name} lacks a value"


def test_every_refusal_is_raised_somewhere():
    raised = {name for _, name, _ in _raised()}
    for name, kind in REFUSALS.items():
        assert name in raised or kind.__subclasses__(), f"{name} refuses nothing: remove it"


# ---- check_x raises where can_x says no ---------------------------------------------------------


def _pairs():
    """Yield what a rule's module calls `check_x` beside its `can_x` or `is_x`."""
    for room in ROOMS:
        rules = module(room, "rules")
        for name, check in inspect.getmembers(rules, inspect.isfunction) if rules else ():
            what = name.removeprefix("check_").removeprefix("can_")
            for other in (f"can_{what}", f"is_{what}"):
                if name.startswith("check_") and hasattr(rules, other):
                    yield pytest.param(room, check, getattr(rules, other), id=f"{room}-{what}")


PAIRS = list(_pairs())


def test_the_rules_that_are_asked_as_well_as_checked_are_found():
    found = {pair.id for pair in PAIRS}
    known = {"incidents-close", "missions-close", "missions-step", "teams-free", "teams-rested"}
    assert known <= found


@pytest.mark.parametrize(("room", "check", "can"), PAIRS)
@given(data=st.data())
def test_checking_and_asking_agree(room, check, can, data):
    hints = inspect.get_annotations(check, eval_str=True)
    parameters = list(inspect.signature(check).parameters)
    given_ = {name: data.draw(_argument(room, hints[name])) for name in parameters}
    try:
        check(**given_)
        refused = False
    except Refusal:
        refused = True
    assert can(**given_) is not refused


def _argument(room, hint):
    if hint is ROOMS[room].state:
        return of(hint)
    if "type[" in str(hint):
        return st.sampled_from(ROOMS[room].facts)
    return moments if "datetime" in str(hint) else of(hint)
