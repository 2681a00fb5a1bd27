"""Outsiders can check an export, a checkpoint and a proof; the documented recipe is what is run here."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from najda.adapters.keys import Keyring
from najda.application.ledger.checkpoint import LedgerBroken, checkpoint_of, take_checkpoint
from najda.application.ledger.export import exported
from najda.application.ledger.prove import (
    EntryUnknown,
    ProofWrong,
    as_json,
    check_proof,
    from_json,
    prove,
)
from najda.application.ledger.verify import Verdict, verify
from najda.kernel.checkpoint import CheckpointUnreadable, verified, verifier_key
from najda.kernel.phrases import phrase
from najda.kernel.values import replace
from tests.stores import File, draft, everything, fill, record

RECIPE = Path(__file__).parents[2] / "docs" / "verify-without-najda.md"
CHECK, APART = re.findall(r"```python\n(.*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def keys():
    secret = bytes(range(32))
    return Keyring(
        installation="0195",
        realm="real",
        database_key=secret,
        subjects_key=secret,
        signing_key=secret,
    )


@pytest.fixture
def ledger(store):
    fill(store, 256)
    record(store, *(draft(body=f'{{"n":{at},"words":"إنقاذ 🚑"}}') for at in range(44)))
    return store


@pytest.fixture
def note(ledger, keys):
    with ledger.reading() as view:
        return take_checkpoint(view, keys, origin=keys.origin)


def check(folder, lines, note):
    """Run the documented recipe as a stranger would."""
    (folder / "ledger.jsonl").write_bytes(b"".join(lines))
    (folder / "checkpoint.txt").write_text(note, encoding="utf-8")
    command = [sys.executable, "-I", "-c", CHECK, "ledger.jsonl", "checkpoint.txt"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).strip()


def lines_of(store):
    with store.reading() as view:
        return list(exported(view))


def test_the_documented_recipe_finds_an_export_whole(ledger, note, keys, tmp_path):
    code, said = check(tmp_path, lines_of(ledger), note)
    first = "the first 300 are those of the checkpoint of"
    assert (code, said) == (0, f"WHOLE: 300 entries; {first} {keys.origin}")
    fill(ledger, 20)
    assert check(tmp_path, lines_of(ledger), note)[0] == 0


def test_the_documented_recipe_finds_an_empty_export_whole(store, keys, tmp_path):
    with store.reading() as view:
        note = take_checkpoint(view, keys, origin=keys.origin)
    assert check(tmp_path, lines_of(store), note)[0] == 0


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (lambda lines: lines[:-1], "the first 300 of 299 entries are not those"),
        (lambda lines: lines[:99] + lines[100:], "entry 100 does not follow"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "entry 1 does not follow"),
        (
            lambda lines: [*lines[:9], lines[9].replace(b"amal", b"omar"), *lines[10:]],
            "entry 11 does not follow",
        ),
        (
            lambda lines: [*lines[:-1], lines[-1].replace(b"amal", b"omar")],
            "the first 300 of 300 entries are not those",
        ),
    ],
)
def test_the_documented_recipe_finds_what_was_tampered_with(ledger, note, tmp_path, tamper, says):
    code, said = check(tmp_path, tamper(lines_of(ledger)), note)
    assert code == 1
    assert says in said


def test_export_lines_are_what_was_recorded_but_for_the_hash(ledger):
    for line, entry in zip(lines_of(ledger), everything(ledger), strict=True):
        recorded = {**entry._asdict(), "body": json.loads(entry.body)}
        assert {**json.loads(line), "hash": entry.hash} == recorded


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
@pytest.mark.parametrize(("change", "code"), [("", 0), ("forged", 1)])
def test_the_documented_recipe_checks_the_signature(note, keys, tmp_path, change, code):
    (tmp_path / "checkpoint.txt").write_text(
        note.replace("\n300\n", f"\n30{change or 0}\n"), encoding="utf-8"
    )
    apart = [sys.executable, "-I", "-c", APART, "checkpoint.txt", keys.verifier]
    subprocess.run(apart, cwd=tmp_path, check=True)
    command = re.search(r"^openssl .*$", RECIPE.read_text(encoding="utf-8"), re.MULTILINE)[0]
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == code, done.stderr


def test_a_checkpoint_is_signed_by_the_installations_key(note, keys):
    checkpoint = verified(note, keys.verifier)
    assert (checkpoint.origin, checkpoint.size) == ("najda/real/0195", 300)


@pytest.mark.parametrize("sequence", [1, 2, 255, 256, 257, 299, 300])
def test_an_entry_is_proved_and_the_proof_checked_without_the_store(ledger, note, keys, sequence):
    with ledger.reading() as view:
        text = as_json(prove(view, sequence, note=note))
    proof = from_json(text)
    assert check_proof(proof, verifier=keys.verifier).size == 300
    assert json.loads(proof.entry)["sequence"] == sequence


def test_an_entry_is_proved_under_an_older_checkpoint_too(ledger, note, keys):
    fill(ledger, 300)
    with ledger.reading() as view:
        proof = prove(view, 299, note=note)
        with pytest.raises(EntryUnknown, match="There is no entry 301: the checkpoint has 300"):
            prove(view, 301, note=note)
        with pytest.raises(EntryUnknown):
            prove(view, 0, note=note)
    assert check_proof(proof, verifier=keys.verifier).size == 300


@pytest.mark.parametrize(
    "change",
    [
        {"index": 12},
        {"index": -1},
        {"size": 299},
        {"path": ()},
        {"path": ("00",)},
        {"path": ("no hex",)},
        {"leaf": "0" * 64},
        {"entry": "{}"},
    ],
)
def test_a_proof_that_was_changed_does_not_hold(ledger, note, keys, change):
    with ledger.reading() as view:
        proof = prove(view, 100, note=note)
    with pytest.raises(ProofWrong):
        check_proof(replace(proof, **change), verifier=keys.verifier)


def test_nothing_is_proved_under_another_ledgers_checkpoint(ledger, note, keys, tmp_path):
    other = File(tmp_path / "other.sqlcipher").create()
    fill(other, 300)
    with other.reading() as view, pytest.raises(ProofWrong):
        prove(view, 100, note=note)


def test_a_proof_under_another_key_does_not_hold(ledger, note, keys):
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with ledger.reading() as view:
        proof = prove(view, 100, note=note)
    with pytest.raises(CheckpointUnreadable):
        check_proof(proof, verifier=verifier_key(keys.origin, other))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"index": "x"}', "\udcff"])
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(ProofWrong):
        from_json(text)


def test_proving_does_not_read_the_whole_ledger(store, keys, monkeypatch):
    for _ in range(6):
        fill(store, 5000)
    with store.reading() as view:
        note = take_checkpoint(view, keys, origin=keys.origin)
        rows, read = view.session.rows, []
        monkeypatch.setattr(
            view.session, "rows", lambda *asked: read.append(len(got := rows(*asked))) or got
        )
        for sequence in range(1, 30_000, 1500):
            read.clear()
            prove(view, sequence, note=note)
            assert sum(read) < 1500  # blocks of 256 on the path; there are 30,000 entries


def test_nothing_is_signed_over_a_ledger_that_is_not_whole(keys):
    broken = Verdict(3, b"", None, phrase("entry 2 was altered"))
    with pytest.raises(LedgerBroken, match="entry 2 was altered"):
        checkpoint_of(broken, keys, origin=keys.origin)


def test_a_checkpoint_of_a_whole_ledger_does_not_rest_on_the_tiles(ledger, keys):
    verdict = verify(ledger)
    with ledger.reading() as view:
        assert checkpoint_of(verdict, keys, origin=keys.origin) == take_checkpoint(
            view, keys, origin=keys.origin
        )
