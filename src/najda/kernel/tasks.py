"""The words every room shares: the civil-defence tasks, what teams can do, how messages come in."""

from __future__ import annotations

from enum import StrEnum


class Task(StrEnum):
    """The fifteen civil-defence tasks of Additional Protocol I, Article 61 (a): the kinds of incident."""

    WARNING = "warning"
    EVACUATION = "evacuation"
    SHELTERS = "shelters"
    BLACKOUT = "blackout"
    RESCUE = "rescue"
    MEDICAL = "medical"
    FIREFIGHTING = "firefighting"
    DANGER_AREAS = "danger_areas"
    DECONTAMINATION = "decontamination"
    EMERGENCY_SUPPLIES = "emergency_supplies"
    ORDER = "order"
    UTILITIES = "utilities"
    DISPOSAL_OF_THE_DEAD = "disposal_of_the_dead"
    ESSENTIAL_OBJECTS = "essential_objects"
    COMPLEMENTARY = "complementary"


class Capability(StrEnum):
    """What a team is trained and equipped for."""

    SEARCH_AND_RESCUE = "search_and_rescue"
    HEAVY_RESCUE = "heavy_rescue"
    WATER_RESCUE = "water_rescue"
    MEDICAL = "medical"
    AMBULANCE = "ambulance"
    FIREFIGHTING = "firefighting"
    ORDNANCE_DISPOSAL = "ordnance_disposal"
    HAZARDOUS_MATERIALS = "hazardous_materials"
    REMAINS_RECOVERY = "remains_recovery"
    ENGINEERING = "engineering"
    LOGISTICS = "logistics"
    COMMUNITY = "community"


NEEDED: dict[Task, tuple[Capability, ...]] = {
    Task.WARNING: (Capability.COMMUNITY,),
    Task.EVACUATION: (Capability.LOGISTICS,),
    Task.SHELTERS: (Capability.LOGISTICS,),
    Task.BLACKOUT: (Capability.COMMUNITY,),
    Task.RESCUE: (Capability.SEARCH_AND_RESCUE,),
    Task.MEDICAL: (Capability.AMBULANCE,),
    Task.FIREFIGHTING: (Capability.FIREFIGHTING,),
    Task.DANGER_AREAS: (Capability.ORDNANCE_DISPOSAL,),
    Task.DECONTAMINATION: (Capability.HAZARDOUS_MATERIALS,),
    Task.EMERGENCY_SUPPLIES: (Capability.LOGISTICS,),
    Task.ORDER: (Capability.COMMUNITY,),
    Task.UTILITIES: (Capability.ENGINEERING,),
    Task.DISPOSAL_OF_THE_DEAD: (Capability.REMAINS_RECOVERY,),
    Task.ESSENTIAL_OBJECTS: (Capability.LOGISTICS,),
    Task.COMPLEMENTARY: (Capability.LOGISTICS,),
}
"""What an incident of a kind asks for unless its opener says otherwise."""


class Channel(StrEnum):
    """How a report came in."""

    CALL = "call"
    RADIO = "radio"
    SMS = "sms"
    MESSAGE = "message"
    FORM = "form"
    PUBLIC_PAGE = "public_page"  # Najda's own, filled in by anybody
    IN_PERSON = "in_person"
    FILE = "file"
    TEAM = "team"


class HazardKind(StrEnum):
    """A danger to whoever comes near."""

    UNEXPLODED_ORDNANCE = "unexploded_ordnance"
    ACTIVE_FIRE = "active_fire"
    SECOND_STRIKE = "second_strike"
    BLOCKED_ROAD = "blocked_road"
