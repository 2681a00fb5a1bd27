"""Misspelt place names, made from a gazetteer's own names, and how many of them are found again.

Run it to see the figures: python -m tests.adapters.places_accuracy FOLDER_OF_PLACES
"""

import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from najda.adapters.gazetteer import import_places, open_gazetteer
from najda.adapters.gazetteer.book import BookGazetteer
from najda.adapters.gazetteer.shelf import load
from najda.intake.name_variants import weighed_and_keyed
from najda.intake.names import is_arabic, plain
from najda.intake.places import Kind, clearly_best

LATIN_WAYS = [
    ("ou", "u"), ("u", "ou"), ("ee", "i"), ("i", "ee"), ("q", "k"), ("k", "q"), ("dh", "z"), ("eh", "a"),
    ("ah", "eh"), ("a'", "a"), ("'", ""), ("al-", "el-"), ("al-", ""), ("al ", "el "), ("kh", "k"),
    ("ai", "ay"), ("ei", "ey"), ("iyeh", "ia"), ("sh", "ch"), ("ay", "ai"), ("j", "g"), ("oo", "u"),
]  # fmt: skip
ARABIC_WAYS = [
    ("أ", "ا"), ("إ", "ا"), ("ا", "أ"), ("ة", "ه"), ("ى", "ي"), ("ي", "ى"), ("ئ", "ي"), ("ؤ", "و"),
    ("ال", ""), (" ", ""), ("ء", ""), ("ه", "ة"),
]  # fmt: skip


def misspelt(name, seed, typing_slip):
    """Return the name in another usual spelling, and with `typing_slip` one letter typed wrong too."""
    rng = random.Random(f"{seed}:{name}")
    ways = ARABIC_WAYS if is_arabic(name) else LATIN_WAYS
    text = name if is_arabic(name) else name.lower()
    usable = [way for way in ways if way[0] in text]
    for old, new in rng.sample(usable, min(len(usable), rng.choice((1, 2)))):
        text = text.replace(old, new, 1)
    letters = [i for i, c in enumerate(text) if c.isalpha()]
    if typing_slip and len(letters) > 3:
        at = rng.choice(letters[1:])
        kind = rng.choice(("drop", "double", "swap", "replace"))
        other = rng.choice("ابتجحدرسعفكلمنهوي" if is_arabic(name) else "abdefhiklmnorstuy")
        text = {
            "drop": text[:at] + text[at + 1 :],
            "double": text[:at] + text[at] + text[at:],
            "swap": text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
            "replace": text[:at] + other + text[at + 1 :],
        }[kind]
    return text


def base_name(name):
    """Return a name without the area that the gazetteer adds to tell it from others."""
    bare = re.sub(r"\s*\(.*", "", name)
    return re.split(r"\s*[-–_]\s+|\s+[-–_]\s*|\s*_\s*", bare)[0].strip() or name


class Figures(NamedTuple):
    """Shares of queries: the place first, among five; taken as clear and right, and wrong."""

    queries: int
    first: float
    five: float
    clear: float
    wrong: float


def measure(gazetteer, places, names_of, query_of):
    """Search every place by `query_of(place, name)` and count; namesakes count as found."""
    found = Counter()
    for place in places:
        name = names_of(place)
        wanted = {plain(base_name(n)) for n in (place.en, place.ar) if n}
        answers = gazetteer.search(query_of(place, name), limit=5)

        def fits(answer, place=place, wanted=wanted):
            if answer.code == place.code:
                return True
            names = (answer.place.name_en, answer.place.name_ar)
            return any(plain(base_name(n)) in wanted for n in names if n)

        best = clearly_best(answers)
        found["first"] += bool(answers) and fits(answers[0])
        found["five"] += any(map(fits, answers))
        found["clear"] += best is not None and fits(best)
        found["wrong"] += best is not None and not fits(best)
    n = len(places)
    return Figures(n, *(found[k] / n for k in ("first", "five", "clear", "wrong")))


def figures(folder, sample, seed=7):
    """Return the figures for the gazetteer in a folder, on a sample of its settlements."""
    gazetteer = open_gazetteer(folder)
    places = [p for p in load(folder).places if p.kind is Kind.SETTLEMENT and p.en and p.ar]
    chosen = random.Random(seed).sample(places, min(sample, len(places)))
    english = {p.code: gazetteer.area_names(p.areas[-1]).en for p in chosen}
    arabic = {p.code: gazetteer.area_names(p.areas[0]).ar for p in chosen}
    latin, native = (lambda p: base_name(p.en)), (lambda p: base_name(p.ar))
    cases = {
        "Latin, another spelling": (gazetteer, latin, lambda p, n: misspelt(n, seed, False)),
        "Latin, spelling and a slip": (gazetteer, latin, lambda p, n: misspelt(n, seed, True)),
        "Latin, slip, subdistrict": (
            gazetteer, latin, lambda p, n: f"{misspelt(n, seed, True)}, {english[p.code]}"),
        "Arabic, another spelling": (gazetteer, native, lambda p, n: misspelt(n, seed, False)),
        "Arabic, spelling and a slip": (gazetteer, native, lambda p, n: misspelt(n, seed, True)),
        "Arabic, slip, governorate": (
            gazetteer, native, lambda p, n: f"{misspelt(n, seed, True)} {arabic[p.code]}"),
        "Latin query, names known in Arabic only": (without(folder, "en"), latin, lambda p, n: n),
        "Arabic query, names known in Latin only": (without(folder, "ar"), native, lambda p, n: n),
    }  # fmt: skip
    return {
        case: measure(known, chosen, names_of, query_of)
        for case, (known, names_of, query_of) in cases.items()
    }


def without(folder, script):
    """Return the gazetteer with the names in one script taken away."""
    import msgspec

    def bare(place):
        other = tuple(n for n in place.other if is_arabic(n) is (script == "en"))
        return msgspec.structs.replace(place, other=other, **{script: ""})

    return BookGazetteer(*weighed_and_keyed(map(bare, load(folder).places)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        workbook = next(Path(sys.argv[1]).glob("*.xlsx"))
        import_places(workbook, Path(made))
        for case, (n, *shares) in figures(Path(made), 2000).items():
            said = "  ".join(f"{share:6.1%}" for share in shares)
            print(f"{case:42} n={n}  first, five, clear, wrong: {said}")
