"""Gazetteers: the towns that come with Najda, and what is imported over them.

open_gazetteer(folder)        names and places, both ways
import_places(path, folder)   takes OCHA's workbook, boundary GeoJSON, Open-Syria's lists
"""

from __future__ import annotations

from .book import BookGazetteer, open_gazetteer
from .importing import ImportReport, NoPlaces, import_places
from .shelf import PlacesDamaged, PlacesNewer, PlacesNotKept
from .taking import RefusedPlace

__all__ = [
    "BookGazetteer",
    "ImportReport",
    "NoPlaces",
    "PlacesDamaged",
    "PlacesNewer",
    "PlacesNotKept",
    "RefusedPlace",
    "import_places",
    "open_gazetteer",
]
