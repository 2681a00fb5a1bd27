"""Names that an imported gazetteer does not know, from the towns that come with Najda: Palmyra, Halab."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from najda.intake.name_variants import keys_of, variants
from najda.intake.places import Kind, KnownPlace

from .geonames import towns
from .nearest import Nearest
from .taking import merged

SAME_TOWN_KM = 5.0
"""Two gazetteers place the middle of one town at most this far apart, if they also share a name."""


def enriched(places: Mapping[str, KnownPlace]) -> dict[str, KnownPlace]:
    """Return the places, with the further names of towns that GeoNames knows at the same spot."""
    known = dict(places)
    settled = [p for p in places.values() if p.kind is Kind.SETTLEMENT and p.lat is not None]
    if not settled:
        return known
    nearest = Nearest(settled)
    for town in towns(_country(places)):
        if town.kind.is_area or town.position is None:
            continue
        same = [
            p for p in nearest.all_within(town.position, SAME_TOWN_KM) if _keys(p) & _keys(town)
        ]
        if same:
            found = known[same[0].code]
            known[found.code] = merged(_names_only(town, found), found)
    return known


def _country(places: Mapping[str, KnownPlace]) -> str:
    """Return the country that P-codes of areas begin with: two letters of ISO 3166."""
    begun = Counter(code[:2] for code, place in places.items() if place.kind.is_area)
    return begun.most_common(1)[0][0] if begun else ""


def _keys(place: KnownPlace) -> set[str]:
    return {key for name in variants(place) for key in keys_of(name)}


def _names_only(town: KnownPlace, place: KnownPlace) -> KnownPlace:
    return KnownPlace(place.code, place.kind, town.en, town.ar, town.other)
