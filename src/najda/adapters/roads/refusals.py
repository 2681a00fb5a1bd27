"""Why no road network came of a file."""

from __future__ import annotations

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class ExtractMissing(Refusal):
    """There is no such file, or it cannot be read."""

    says = N_("{file} cannot be read: {why}. Give an OpenStreetMap extract (.osm.pbf).")


class ExtractDamaged(Refusal):
    """The file is no extract, or not a whole one."""

    says = N_(
        "{file} is not a whole OpenStreetMap extract ({why}). Download it again and compare its size or "
        "checksum; the roads known before are kept."
    )


class NoRoads(Refusal):
    """The extract holds nothing to drive on."""

    says = N_(
        "There is no road for vehicles in {file}. Take an extract with the roads of your area; the roads "
        "known before are kept."
    )


class RoadsElsewhere(Refusal):
    """The extract is of another part of the world."""

    says = N_(
        "The roads in {file} lie between {south}, {west} and {north}, {east}, and none in the area of "
        "operations ({area}). Take an extract of your area; the roads known before are kept."
    )


class NetworkDamaged(Refusal):
    """What is stored is not what was stored."""

    says = N_(
        "The road network in {where} is damaged or of another version of Najda ({why}). Build it again "
        "with `najda roads build`."
    )
