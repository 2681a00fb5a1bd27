"""Personal data opens under its subject's key alone, and never again once that is destroyed."""

import hmac
from base64 import b64decode, b64encode
from hashlib import pbkdf2_hmac

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from najda.adapters.seals import SubjectSeals
from najda.application.errors import SealBroken
from najda.kernel.values import replace
from tests.stores import KEY, File, draft, fill, record

MASTER = bytes(range(32))


@pytest.fixture
def seals():
    return SubjectSeals(MASTER)


def seal(store, seals, text="ليلى", subject="people/1"):
    with store.writing() as tx:
        return seals.seal(tx, subject, text)


def opened(store, seals, sealed):
    with store.reading() as view:
        return seals.open(view, sealed)


def erase(store, subject="people/1"):
    with store.writing() as tx:
        return tx.destroy_subject_key(subject)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(text=st.text())
def test_any_text_opens_as_it_was_sealed(store, seals, text):
    sealed = seal(store, seals, text)
    assert opened(store, seals, sealed) == text
    assert opened(store, SubjectSeals(MASTER), sealed) == text


def test_the_same_text_never_looks_the_same(store, seals):
    assert seal(store, seals) != seal(store, seals)


def test_boxes_do_not_tell_short_texts_apart_by_length(store, seals):
    lengths = {len(seal(store, seals, "x" * n).box) for n in range(32)}
    assert len(lengths) == 1


def test_an_erased_subject_opens_no_more_even_where_its_key_was_in_memory(store, seals):
    elsewhere = SubjectSeals(MASTER)
    sealed = seal(store, seals)
    assert opened(store, elsewhere, sealed) == "ليلى"
    assert erase(store) is True
    assert opened(store, seals, sealed) is None
    assert opened(store, elsewhere, sealed) is None


def test_erasing_one_subject_leaves_the_others(store, seals):
    one, other = seal(store, seals), seal(store, seals, "سامر", "people/2")
    erase(store)
    assert opened(store, seals, one) is None
    assert opened(store, seals, other) == "سامر"


def test_what_is_sealed_after_erasure_opens_and_what_was_sealed_before_does_not(store, seals):
    before = seal(store, seals)
    erase(store)
    after = seal(store, seals)
    assert opened(store, seals, before) is None
    assert opened(store, seals, after) == "ليلى"


def test_a_key_whose_transaction_was_undone_is_not_used_again(store, seals):
    def stumble():
        with store.writing() as tx:
            seals.seal(tx, "people/1", "x")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    sealed = seal(store, seals)
    assert opened(store, SubjectSeals(MASTER), sealed) == "ليلى"


def test_an_altered_box_is_not_opened(store, seals):
    sealed = seal(store, seals)
    raw = b64decode(sealed.box)
    for box in (b64encode(raw[:-1] + bytes([raw[-1] ^ 1])).decode(), "no base64", sealed.box[:40]):
        with pytest.raises(SealBroken):
            opened(store, seals, replace(sealed, box=box))


def test_a_box_moved_to_another_subject_is_not_opened(store, seals, place):
    sealed = seal(store, seals)
    seal(store, seals, subject="people/2")
    assert opened(store, seals, replace(sealed, subject="people/2")) is None
    with place.behind() as run:  # nor with the key moved along
        ((wrapped,),) = run("SELECT wrapped FROM subject_key WHERE subject = 'people/1'")
        run("UPDATE subject_key SET wrapped = %s WHERE subject = 'people/2'", bytes(wrapped))
    with pytest.raises(SealBroken):
        opened(store, seals, replace(sealed, subject="people/2"))


def test_another_installations_master_key_opens_nothing(store, seals):
    sealed = seal(store, seals)
    with pytest.raises(SealBroken):
        opened(store, SubjectSeals(bytes(32)), sealed)


def test_memory_holds_a_limited_number_of_keys(store, seals, monkeypatch):
    monkeypatch.setattr("najda.adapters.seals._REMEMBERED", 3)
    boxes = [seal(store, seals, str(n), f"people/{n}") for n in range(10)]
    assert len(seals._known) == 3
    assert [opened(store, seals, box) for box in boxes] == [str(n) for n in range(10)]


# ---- what erasing leaves on the disk -----------------------------------------------------------


def decrypted(path):
    """Every page in the file and its write-ahead log, decrypted as whoever holds the key could."""
    raw, pages = path.read_bytes(), []
    pages.append(page(raw[:4096], 1, raw[:16]))
    pages += [
        page(raw[at : at + 4096], at // 4096 + 1, raw[:16]) for at in range(4096, len(raw), 4096)
    ]
    log = path.with_name(f"{path.name}-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    for at in range(0, len(frames) - 4119, 4120):
        number = int.from_bytes(frames[at : at + 4], "big")
        pages.append(page(frames[at + 24 : at + 4120], number, raw[:16]))
    return b"".join(pages)


def page(raw, number, salt):
    """Decrypt one page of SQLCipher 4; fails if it does not authenticate."""
    body = raw[16:] if number == 1 else raw
    mac_key = pbkdf2_hmac("sha512", KEY, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    signed = body[:-64] + number.to_bytes(4, "little")
    assert hmac.digest(mac_key, signed, "sha512") == body[-64:]
    cipher = Cipher(algorithms.AES(KEY), modes.CBC(body[-80:-64])).decryptor()
    return cipher.update(body[:-80]) + cipher.finalize()


def test_a_destroyed_key_is_gone_from_the_file_and_its_log(tmp_path, seals):
    place = File(tmp_path / "ledger.sqlcipher")
    store = place.create()
    subjects = [f"people/{n * 7919 % 3000:04}" for n in range(3000)]  # in no order: pages split
    for start in range(0, 3000, 100):
        with store.writing() as tx:
            for subject in subjects[start : start + 100]:
                seals.seal(tx, subject, "x")
            tx.append([draft()])
    erased = subjects[::50]
    with store.reading() as view:
        wrapped = {subject: view.subject_key(subject) for subject in subjects}
    before = decrypted(place.path)
    assert all(wrapped[subject] in before for subject in erased)
    with store.writing() as tx:
        assert all(tx.destroy_subject_key(subject) for subject in erased)
    after = decrypted(place.path)
    assert all(wrapped[subject] in after for subject in set(subjects) - set(erased))
    assert not [subject for subject in erased if wrapped[subject] in after]


def test_erasing_while_somebody_reads_is_finished_with_a_later_transaction(tmp_path, seals):
    place = File(tmp_path / "ledger.sqlcipher")
    store, reader = place.create(), place.open()
    seal(store, seals)
    with store.reading() as view:
        wrapped = view.subject_key("people/1")
    with reader.reading():
        erase(store)
        assert wrapped in decrypted(place.path)
    fill(store, 1)
    assert wrapped not in decrypted(place.path)


def test_erasing_on_postgresql_rewrites_the_table(postgres_url, seals):
    import psycopg

    from tests.stores import Server

    store = Server(postgres_url).create()
    seal(store, seals)
    record(store, draft())
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        where = "SELECT pg_relation_filepath('subject_key')"
        ((before,),) = connection.execute(where).fetchall()
        erase(store)
        ((after,),) = connection.execute(where).fetchall()
    assert before != after


def test_a_blinded_digest_is_the_same_here_and_another_anywhere_else():
    digest = b"x" * 32
    assert SubjectSeals(KEY).blinded(digest) == SubjectSeals(KEY).blinded(digest)
    assert SubjectSeals(KEY).blinded(digest) != SubjectSeals(bytes(32)).blinded(digest)
    assert SubjectSeals(KEY).blinded(digest) != SubjectSeals(KEY).blinded(b"y" * 32)
    assert digest.hex() not in SubjectSeals(KEY).blinded(digest)
