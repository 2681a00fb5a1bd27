"""Checkpoints: what was signed comes back, and nothing else passes."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.checkpoint import (
    Checkpoint,
    CheckpointUnreadable,
    key_id,
    read,
    read_verifier_key,
    signed,
    verified,
    verifier_key,
)

ORIGIN = "najda.example/test"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
CHECKPOINT = Checkpoint(ORIGIN, 42, bytes(range(100, 132)))
NOTE = signed(CHECKPOINT, PUBLIC, KEY.sign)
VKEY = verifier_key(ORIGIN, PUBLIC)

# The reference key of the signed-note implementations (golang.org/x/mod/sumdb/note).
REFERENCE_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
REFERENCE_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
REFERENCE_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
REFERENCE_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)


def test_the_reference_key_has_its_published_id_and_text():
    name, public = read_verifier_key(REFERENCE_VKEY)
    assert name == "PeterNeumann"
    assert key_id(name, public).hex() == "c74f20a3"
    assert verifier_key(name, public) == REFERENCE_VKEY


def test_the_reference_signature_is_reproduced():
    """Key id and signature, joined as `signed` joins them, are the published line."""
    private = Ed25519PrivateKey.from_private_bytes(REFERENCE_SEED)
    public = private.public_key().public_bytes_raw()
    raw = key_id("PeterNeumann", public) + private.sign(REFERENCE_TEXT.encode())
    assert base64.b64encode(raw).decode() == REFERENCE_SIGNATURE


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32))
def test_a_signed_checkpoint_comes_back(size, root):
    checkpoint = Checkpoint(ORIGIN, size, root)
    note = signed(checkpoint, PUBLIC, KEY.sign)
    assert read(note) == verified(note, VKEY) == checkpoint


def test_a_checkpoint_is_written_as_c2sp_says():
    text, _, signatures = NOTE.partition("\n\n")
    assert text.split("\n") == [ORIGIN, "42", base64.b64encode(CHECKPOINT.root).decode()]
    assert signatures.startswith(f"— {ORIGIN} ")
    assert signatures.endswith("\n")


def test_a_further_signature_does_not_disturb():
    witness = "— witness.example/w " + base64.b64encode(b"\x01" * 76).decode() + "\n"
    assert verified(NOTE + witness, VKEY) == CHECKPOINT
    head, _, own = NOTE.partition("\n\n")
    assert verified(f"{head}\n\n{witness}{own}", VKEY) == CHECKPOINT


def test_further_lines_of_the_text_are_covered_by_the_signature():
    text = CHECKPOINT.text() + "an extension line\n"
    raw = key_id(ORIGIN, PUBLIC) + KEY.sign(text.encode())
    line = f"— {ORIGIN} {base64.b64encode(raw).decode()}\n"
    assert verified(f"{text}\n{line}", VKEY) == CHECKPOINT
    with pytest.raises(CheckpointUnreadable):
        verified(f"{text}\n{line}".replace("extension", "invented"), VKEY)


@given(st.data())
def test_a_note_with_any_character_changed_is_refused_or_says_the_same(data):
    at = data.draw(st.integers(0, len(NOTE) - 1))
    other = data.draw(st.sampled_from("A0b9+/=\n —x").filter(lambda text: text != NOTE[at]))
    try:
        assert verified(NOTE[:at] + other + NOTE[at + 1 :], VKEY) == CHECKPOINT
    except CheckpointUnreadable:
        return
    assert at > NOTE.index("\n\n"), "a change in what was signed has passed"


def test_a_signature_by_another_key_is_refused():
    public = OTHER.public_key().public_bytes_raw()
    with pytest.raises(CheckpointUnreadable, match="no signature"):
        verified(signed(CHECKPOINT, public, OTHER.sign), VKEY)


def test_a_forged_signature_under_the_right_key_id_is_refused():
    with pytest.raises(CheckpointUnreadable, match="no signature"):
        verified(signed(CHECKPOINT, PUBLIC, OTHER.sign), VKEY)


def test_a_signature_taken_from_another_checkpoint_is_refused():
    later = Checkpoint(ORIGIN, 43, CHECKPOINT.root)
    _, _, signatures = NOTE.partition("\n\n")
    with pytest.raises(CheckpointUnreadable, match="no signature"):
        verified(f"{later.text()}\n{signatures}", VKEY)


def test_a_checkpoint_of_another_ledger_is_refused_even_under_the_same_key():
    """The key signs under its own name; its signature under another ledger's origin is not one."""
    other = Checkpoint("najda.example/other", 42, CHECKPOINT.root)
    raw = key_id(ORIGIN, PUBLIC) + KEY.sign(other.text().encode())
    note = f"{other.text()}\n— {ORIGIN} {base64.b64encode(raw).decode()}\n"
    with pytest.raises(CheckpointUnreadable):
        verified(note, VKEY)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n\n",
        "hello",
        NOTE.replace("\n42\n", "\n042\n"),
        NOTE.replace("\n42\n", "\n-42\n"),
        NOTE.replace("\n42\n", "\n٤٢\n"),
        NOTE.replace("\n42\n", "\n4_2\n"),
        NOTE.replace("\n42\n", "\n\n"),
        NOTE.replace("\n42\n", "\nmany\n"),
        f"{ORIGIN}\n42\n{base64.b64encode(b'short').decode()}\n\n",
        f"{ORIGIN}\n42\nnot base64!\n\n",
        f"\n42\n{base64.b64encode(CHECKPOINT.root).decode()}\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused_in_words(note):
    with pytest.raises(CheckpointUnreadable, match="another form"):
        read(note)


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+!",
        VKEY.replace("+", "+0", 1),
        VKEY[:-4] + "AAAA",
        REFERENCE_VKEY.replace("PeterNeumann", "PeterNeuman"),
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_no_verifier_key_is_refused(vkey):
    with pytest.raises(CheckpointUnreadable, match="verifier key"):
        read_verifier_key(vkey)
