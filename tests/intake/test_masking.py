"""Words that say who somebody is are masked; what happened, where and to how many stays as said.
Every sentence is invented."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.intake.masking import MARK, mask
from najda.intake.names import plain

LIST = tomllib.loads((files("najda.intake") / "masked_words.toml").read_text(encoding="utf-8"))
NAMES = ("حي الأرمن", "خربة الأكراد", "برج إسلام", "الأرمن", "بسنيا", "Ain al Arab")
PLACES = {plain(name) for name in NAMES}


def is_place(name):
    return plain(name) in PLACES


MASKED = [
    ("انهار بيت لعائلة علوية في الطابق الثالث", "علوية"),
    ("العلويين في الحارة يطلبون إسعاف", "العلويين"),
    ("وللشيعة مصابان تحت الردم", "وللشيعة"),
    ("جيراننا مسيحيّون وعندهم جرحى", "مسيحيّون"),
    ("عَلَوِيّة عالقة في السيارة", "عَلَوِيّة"),
    ("شـيـعـي مصاب برأسه", "شـيـعـي"),
    ("شيعيييي مصاب", "شيعيييي"),
    ("هالدروز بدهم مساعدة", "هالدروز"),
    ("رجل كردي، عمره خمسون", "كردي"),
    ("خمسة أكراد تحت الأنقاض", "أكراد"),
    ("مخيم البدو غرق", "البدو"),
    ("سيارة لداعش انفجرت", "لداعش"),
    ("حاجز لقوات النظام قرب الجسر", "لقوات النظام"),
    ("مقر #جبهة_النصرة احترق", "جبهة_النصرة"),
    ("عناصر من الجيش الحر مصابون", "الجيش الحر"),
    ("أهل السنة في القرية بلا ماء", "أهل السنة"),
    ("An Alawite family is trapped", "Alawite"),
    ("two SHI'ITES hurt", "SHI'ITES"),
    ("the Free Syrian Army post burns", "Free Syrian Army"),
    ("pro-regime men hurt", "regime"),
    ("Kurds under the rubble", "Kurds"),
    ("al-Nusra car on fire", "Nusra"),
]


@pytest.mark.parametrize(("text", "word"), MASKED)
def test_what_names_them_is_masked_and_all_else_stays(text, word):
    assert mask(text).text == text.replace(word, MARK)


@pytest.mark.parametrize(
    "text",
    [
        "ثلاثة أشخاص عالقون في الطابق العلوي",
        "الطوابق العلوية انهارت",
        "انهيار في الجهة العلوية من المبنى",
        "الرجل بدو إسعاف بسرعة",
        "قبل سنة سقط السقف، والآن من جديد",
        "عندي زمرة دم من فصيلة نادرة",
        "إخواني تحت الردم ساعدونا",
        "فريق الهلال الأحمر العربي السوري وصل",
        "كروم العنب تحترق",
        "مسلحون يمنعون السيارات من المرور",
        "عشرة عربيات تحت الجسر والنور مقطوع",
        "بطانيات صوفية للعائلات",
        "حريق قرب مستشفى الروم",
        "دخان من جهة الكنيسة وخلف الجامع",
        "الحريق وصل إلى جبل الأكراد",
        "رجل اسمه محمد علي عمره ستون سنة",
        "Syrian Arab Red Crescent is on the way",
        "a sunny day, shiny roofs, the army bridge",
        "armed men at the crossing",
        "",
        "   ...  !!",
    ],
)
def test_what_names_nobody_stays(text):
    assert mask(text) == (text, 0, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فيضان في حي الأرمن", "فيضان في حي الأرمن"),
        ("حريق بخربة الأكراد", "حريق بخربة الأكراد"),
        ("من برج إسلام إلى البحر", "من برج إسلام إلى البحر"),
        ("قرية الأرمن بلا كهرباء", "قرية الأرمن بلا كهرباء"),
        ("سيل في بسنيا", "سيل في بسنيا"),
        ("هؤلاء من الأرمن", f"هؤلاء من {MARK}"),
        ("أكراد من حي الأرمن", f"{MARK} من حي الأرمن"),
        ("smoke near Ain al-Arab", "smoke near Ain al-Arab"),
        ("an Arab near Ain al-Arab", f"an {MARK} near Ain al-Arab"),
        ("خربة، الأكراد", f"خربة، {MARK}"),
    ],
)
def test_a_place_keeps_its_name(text, expected):
    assert mask(text, is_place=is_place).text == expected


def test_words_are_counted_and_their_places_told():
    text = "عائلة علوية من الجيش الحر"

    masked = mask(text)

    assert masked.count == 3
    assert [text[start:end] for start, end in masked.spans] == ["علوية", "الجيش الحر"]


def listed(*fields):
    for kind in ("religion", "ethnicity", "side"):
        for field in fields:
            yield from LIST[kind].get(field, ())


PREFIXES = ["و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "هال", "عال"]


@pytest.mark.parametrize("before", ["", *PREFIXES])
def test_every_word_of_the_list_is_found_behind_every_prefix(before):
    words = [word for word in listed("nisba", "words") if " " not in word]
    if before.endswith(("ال", "لل")):
        words += listed("with_article")
    for word in words:
        assert mask(f"هنا {before}{word} مصاب").text == f"هنا {MARK} مصاب", word


@pytest.mark.parametrize("ending", ["", "ة", "ون", "ين", "ات", "ان", "ّون"])
def test_every_adjective_is_found_in_its_forms(ending):
    for word in listed("nisba"):
        assert mask(f"هنا {word}{ending} مصاب").text == f"هنا {MARK} مصاب", word


@pytest.mark.parametrize("before", ["", "و", "ل", "ول"])
def test_every_phrase_is_found(before):
    for phrase in listed("phrases"):
        assert mask(f"هنا {before}{phrase} مصاب").text == f"هنا {MARK} مصاب", phrase


@pytest.mark.parametrize("written", [str, str.upper, str.title, lambda word: word + "s"])
def test_every_english_word_is_found(written):
    for word in listed("english"):
        assert mask(f"here {written(word)} hurt").text == f"here {MARK} hurt", word


# ---- whatever is written ------------------------------------------------------------------------

OTHERS = [
    "بيت",
    "الطابق",
    "طابق",
    "حي",
    "قرية",
    "خربة",
    "جبل",
    "العلوي",
    "الجيش",
    "حر",
    "of",
    "the",
]
PIECES = st.one_of(
    st.sampled_from([*listed("nisba", "words", "with_article", "phrases", "english")]),
    st.sampled_from(OTHERS),
    st.sampled_from([*PLACES]),
    st.sampled_from([" ", "_", "-", "، ", "\n", MARK, "و", "ال", "\u064b", "\u200f", "'", "ـ"]),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
def test_masking_twice_is_masking_once(text):
    once = mask(text, is_place=is_place)

    assert mask(once.text, is_place=is_place).text == once.text


@given(TEXTS)
def test_nothing_but_the_masked_words_changes(text):
    masked, rest, done = mask(text, is_place=is_place), [], 0
    for start, end in masked.spans:
        assert done <= start < end <= len(text)
        rest += [text[done:start], MARK]
        done = end
    assert masked.text == "".join(rest) + text[done:]
    assert (masked.count == 0) == (masked.text == text) or MARK in text
    assert masked.count >= len(masked.spans)


@given(TEXTS)
def test_what_a_gazetteer_does_not_know_changes_nothing_else(text):
    known, unknown = mask(text, is_place=is_place), mask(text)

    assert known.count <= unknown.count
