"""An installation with a road map: invented roads on squared paper, or the real ones of an extract."""

from __future__ import annotations

from pathlib import Path

from najda import bootstrap
from najda.intake.operations_area import OperationsArea
from tests.adapters.roads.extracts import Extract
from tests.adapters.roads.extracts import at as crossing

__all__ = ["crossing", "pave", "square"]


def square() -> Extract:
    """Over the south and east quickly, over the west and north slowly; a lane leads on from B2."""
    sheet = Extract()
    sheet.road("A1 A2", highway="primary", name="شارع الجنوب", name__en="South Road")
    sheet.road("A2 B2", highway="primary", name="شارع الشرق", name__en="East Road")
    sheet.road("A1 B1", highway="residential", name="شارع الغرب", name__en="West Road")
    sheet.road("B1 B2", highway="residential", name="شارع الشمال", name__en="North Road")
    sheet.road("B2 B3", highway="residential", name="زقاق", name__en="Lane")
    return sheet


def pave(site, folder: Path, extract: Path | None = None) -> None:
    """Build the road map of an open installation."""
    file = extract or square().write(folder / "invented.osm.pbf")
    bootstrap.build_roads(site.folder, file, area=OperationsArea(), at=site.now())
