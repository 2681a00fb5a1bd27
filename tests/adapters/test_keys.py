"""The keyring opens with its passphrase only, and is never half-written."""

import errno
import json
import os
import stat

import pytest

from najda.adapters.folders import FolderNotWritable
from najda.adapters.keys import Keyring, KeysDamaged, KeysExist, KeysMissing, PassphraseTooShort
from najda.application.errors import WrongPassphrase
from najda.kernel.checkpoint import Checkpoint, signed, verified

WORDS = "قطار أزرق يمر ليلا"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def drill(path):
    """A keyring whose passphrase is cheap to try."""
    return Keyring.create(path, WORDS, installation="0195", realm="drill:coast")


def test_keys_open_again_with_their_passphrase(path):
    made = Keyring.create(path, WORDS, installation="0195", realm="real")
    assert Keyring.open(path, WORDS) == made
    assert len({made.database_key, made.subjects_key, made.signing_key}) == 3
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_letters_typed_another_way_open_the_keys(path, drill):
    assert Keyring.open(path, f" {WORDS.replace('لا', 'ﻻ')} ") == drill


@pytest.mark.parametrize("wrong", ["", "another one altogether", WORDS[:-1]])
def test_a_wrong_passphrase_is_refused(path, drill, wrong):
    with pytest.raises(WrongPassphrase, match=r"keys\.json"):
        Keyring.open(path, wrong)


def test_a_short_passphrase_is_refused_for_real_operations_only(path):
    with pytest.raises(PassphraseTooShort):
        Keyring.create(path, "short", installation="0195", realm="real")
    assert not path.exists()
    Keyring.create(path, "short", installation="0195", realm="drill:coast")


def test_keys_are_never_overwritten(path, drill):
    with pytest.raises(KeysExist):
        Keyring.create(path, WORDS, installation="0196", realm="real")
    assert Keyring.open(path, WORDS) == drill


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_none(path, drill):
    with pytest.raises(WrongPassphrase):
        Keyring.change_passphrase(path, "not this one", "new words")
    Keyring.change_passphrase(path, WORDS, "new words")
    assert Keyring.open(path, "new words") == drill
    with pytest.raises(WrongPassphrase):
        Keyring.open(path, WORDS)


def test_a_change_that_fails_half_way_leaves_the_old_keys(path, drill, monkeypatch):
    def stumble(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stumble)
        with pytest.raises(FolderNotWritable, match="No space"):
            Keyring.change_passphrase(path, WORDS, "new words")
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]
    assert Keyring.open(path, WORDS) == drill
    Keyring.change_passphrase(path, WORDS, "new words")
    assert [file.name for file in path.parent.iterdir()] == ["keys.json"]


@pytest.mark.parametrize("field", ["installation", "realm", "verifier"])
def test_what_is_readable_in_the_file_cannot_be_changed(path, drill, field):
    header = json.loads(path.read_text())
    path.write_text(json.dumps({**header, field: "real"}))
    with pytest.raises(WrongPassphrase):
        Keyring.open(path, WORDS)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"box": "no base64!"}', '{"format": 1, "box": "", "scrypt": {}}']
)
def test_a_file_that_is_no_keyring_is_refused(path, text):
    path.write_text(text)
    with pytest.raises(KeysDamaged):
        Keyring.open(path, WORDS)


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"scrypt": {"n": 2**40, "r": 8, "p": 1, "salt": ""}}, {"box": "AAAA"}]
)
def test_a_keyring_that_was_altered_is_refused_before_anything_is_tried(path, drill, change):
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(KeysDamaged):
        Keyring.open(path, WORDS)


def test_missing_keys_are_said_to_be_missing(path):
    with pytest.raises(KeysMissing):
        Keyring.open(path, WORDS)


def test_no_secret_shows_in_the_file_or_when_printed(path, drill):
    shown = path.read_text() + repr(drill) + str(drill)
    for secret in (drill.database_key, drill.subjects_key, drill.signing_key):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown


def test_what_the_keyring_signs_its_verifier_key_verifies(drill):
    checkpoint = Checkpoint(drill.origin, 0, bytes(32))
    assert verified(signed(checkpoint, drill.public, drill.sign), drill.verifier) == checkpoint
    assert drill.origin == "najda/drill:coast/0195"
