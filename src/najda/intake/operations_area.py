"""Where the organisation works: what lies outside is more often a slip than a call for help."""

from __future__ import annotations

from najda.kernel.errors import Malformed, Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Position
from najda.kernel.values import Value

ANYWHERE = "anywhere"
_BOX = N_("south,west,north,east in degrees, such as 34.3,35.6,36.0,37.3, or the word anywhere")


class OutsideArea(Refusal):
    """A position lies outside the area of operations."""

    says = N_("The position {lat}, {lon} lies outside the area of operations ({area}). {hint}")


class OperationsArea(Value, frozen=True, omit_defaults=True):
    """A box in decimal degrees, edges included; without figures it is the whole Earth. A box whose west
    is greater than its east crosses the 180th meridian."""

    south: float = -90.0
    west: float = -180.0
    north: float = 90.0
    east: float = 180.0

    def __post_init__(self) -> None:
        latitudes = -90 <= self.south < self.north <= 90
        if not (latitudes and all(-180 <= edge <= 180 for edge in (self.west, self.east))):
            raise _unreadable(f"{self.south},{self.west},{self.north},{self.east}")

    @classmethod
    def read(cls, text: str) -> OperationsArea:
        """Return the area written as `south,west,north,east` or `anywhere`; raise Malformed otherwise."""
        if text.strip().lower() == ANYWHERE:
            return cls()
        try:
            south, west, north, east = (float(part) for part in text.split(","))
        except ValueError:
            raise _unreadable(text) from None
        return cls(south=south, west=west, north=north, east=east)

    def __str__(self) -> str:
        if self == OperationsArea():
            return ANYWHERE
        return ",".join(f"{edge:g}" for edge in (self.south, self.west, self.north, self.east))

    def can_be_inside(self, position: Position) -> bool:
        """Tell whether the position lies in the area."""
        if not self.south <= position.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= position.lon <= self.east
        return position.lon >= self.west or position.lon <= self.east

    def check_inside(self, position: Position) -> Position:
        """Return the position if it lies in the area; raise OutsideArea otherwise."""
        if self.can_be_inside(position):
            return position
        raise OutsideArea(
            lat=f"{position.lat:g}", lon=f"{position.lon:g}", area=self, hint=self._hint(position)
        )

    def _hint(self, position: Position) -> Phrase:
        if -90 <= position.lon <= 90:
            swapped = Position(lat=position.lon, lon=position.lat)
            if self.can_be_inside(swapped):
                return phrase(N_("Latitude and longitude seem to be swapped; give latitude first."))
        return phrase(N_("Check the figures, or widen the area of operations if this is right."))


def _unreadable(given: str) -> Malformed:
    expected = phrase(_BOX)
    return Malformed(what=phrase(N_("area of operations")), given=given, expected=expected)
