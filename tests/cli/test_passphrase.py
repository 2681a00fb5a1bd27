"""The passphrase: typed unseen, from a file or the environment, strong enough, never guessed."""

from functools import partial
from signal import SIG_DFL, SIGINT, signal

import pexpect
import pytest

from .conftest import NAJDA, PASSPHRASE, clean_env

WAIT = 60


def _typing(folder, *arguments, **env):
    given = [str(argument) for argument in arguments]
    env = clean_env(NAJDA_FOLDER=str(folder), **env)
    return pexpect.spawn(
        str(NAJDA), given, env=env, use_poll=True, encoding="utf-8", timeout=WAIT,
        preexec_fn=partial(signal, SIGINT, SIG_DFL),  # also where the tests were started to run unseen
    )  # fmt: skip


def _ended(child):
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def test_init_asks_twice_without_showing_what_is_typed(tmp_path):
    child = _typing(tmp_path / "new", "init", "--name", "Invented Rescue")
    child.expect("New passphrase")
    child.sendline(PASSPHRASE)
    child.expect("same again")
    child.sendline(PASSPHRASE)
    code, said = _ended(child)
    assert code == 0, said
    assert PASSPHRASE not in said
    assert "two places apart" in said
    assert (tmp_path / "new" / "keys.json").exists()


def test_two_passphrases_that_differ_make_nothing(tmp_path):
    child = _typing(tmp_path / "new", "init", "--name", "Invented Rescue")
    child.expect("New passphrase")
    child.sendline(PASSPHRASE)
    child.expect("same again")
    child.sendline("something else altogether")
    code, said = _ended(child)
    assert code == 2
    assert "not the same" in said
    assert not (tmp_path / "new").exists()


def test_ctrl_c_while_the_passphrase_is_asked_ends_quietly_and_makes_nothing(tmp_path):
    child = _typing(tmp_path / "new", "init", "--name", "Invented Rescue")
    child.expect("New passphrase")
    child.sendintr()
    code, said = _ended(child)
    assert code == 130
    assert "Traceback" not in said
    assert not (tmp_path / "new").exists()


def test_a_passphrase_soon_guessed_makes_nothing(drill, tmp_path):
    given = ("init", "--name", "X", "--folder", tmp_path / "new")
    result = drill(*given, exits=2, NAJDA_PASSPHRASE="short")
    assert "soon guessed" in result.stderr
    assert not (tmp_path / "new").exists()


def test_a_wrong_passphrase_opens_nothing_and_says_so(najda):
    before = (najda.folder / "najda.db").read_bytes()
    result = najda("incidents", "list", exits=2, NAJDA_PASSPHRASE="not the right one")
    assert "does not open" in result.stderr
    assert (najda.folder / "najda.db").read_bytes() == before


def test_the_right_passphrase_typed_opens(najda):
    child = _typing(najda.folder, "incidents", "list")
    child.expect("Passphrase")
    child.sendline(PASSPHRASE)
    code, said = _ended(child)
    assert (code, PASSPHRASE in said) == (0, False)


def test_the_passphrase_can_be_in_a_file_that_wins_over_the_variable(najda, tmp_path):
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    najda("incidents", "list", NAJDA_PASSPHRASE="wrong", NAJDA_PASSPHRASE_FILE=str(file))


def test_a_passphrase_file_that_is_not_there_is_named(najda):
    result = najda("incidents", "list", exits=2, NAJDA_PASSPHRASE_FILE="/nowhere/pass")
    assert "/nowhere/pass" in result.stderr


def test_without_anybody_to_type_it_the_ways_to_give_it_are_named(najda):
    del najda.env["NAJDA_PASSPHRASE"]
    done = najda.program("incidents", "list")
    assert done.returncode == 2
    assert b"NAJDA_PASSPHRASE_FILE" in done.stderr


@pytest.mark.parametrize("held", ["keys.json", "najda.db", "holiday.jpg"])
def test_a_folder_in_use_is_never_made_into_an_installation(drill, tmp_path, held):
    folder = tmp_path / "used"
    folder.mkdir()
    (folder / held).write_text("mine")
    result = drill("init", "--name", "X", "--folder", folder, exits=2)
    assert held in result.stderr
    assert [path.name for path in folder.iterdir()] == [held]
    assert (folder / held).read_text() == "mine"
