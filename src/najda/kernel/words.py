"""What the shared words are called when a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from .need import Level, LifeThreat
from .phrases import N_, Phrase, phrase
from .places import Direction
from .roads import RoadPart, SaidBy
from .tasks import Capability, Channel, HazardKind, Task
from .triage import TriageClass


def word(member: Enum) -> Phrase:
    """Return what a member of a shared enumeration is called, in lower case, for use in a sentence."""
    return phrase(WORDS[type(member)][member])


WORDS: Mapping[type[Enum], Mapping[Enum, str]] = {
    Level: {
        Level.CRITICAL: N_("critical"),
        Level.URGENT: N_("urgent"),
        Level.SERIOUS: N_("serious"),
        Level.ROUTINE: N_("routine"),
        Level.LOW: N_("low"),
    },
    Direction: {
        Direction.NORTH: N_("north"),
        Direction.NORTH_EAST: N_("north-east"),
        Direction.EAST: N_("east"),
        Direction.SOUTH_EAST: N_("south-east"),
        Direction.SOUTH: N_("south"),
        Direction.SOUTH_WEST: N_("south-west"),
        Direction.WEST: N_("west"),
        Direction.NORTH_WEST: N_("north-west"),
    },
    LifeThreat: {
        LifeThreat.IMMEDIATE: N_("immediate danger to life"),
        LifeThreat.SERIOUS: N_("serious danger to life"),
        LifeThreat.POSSIBLE: N_("possible danger to life"),
        LifeThreat.NONE: N_("no danger to life"),
        LifeThreat.UNKNOWN: N_("danger to life not judged yet"),
    },
    TriageClass: {
        TriageClass.IMMEDIATE: N_("immediate (red)"),
        TriageClass.DELAYED: N_("delayed (yellow)"),
        TriageClass.MINIMAL: N_("minor (green)"),
        TriageClass.EXPECTANT: N_("expectant (grey)"),
        TriageClass.DECEASED: N_("dead (black)"),
    },
    Task: {
        Task.WARNING: N_("warning"),
        Task.EVACUATION: N_("evacuation"),
        Task.SHELTERS: N_("shelters"),
        Task.BLACKOUT: N_("blackout measures"),
        Task.RESCUE: N_("rescue"),
        Task.MEDICAL: N_("medical help and first aid"),
        Task.FIREFIGHTING: N_("firefighting"),
        Task.DANGER_AREAS: N_("finding and marking danger areas"),
        Task.DECONTAMINATION: N_("decontamination"),
        Task.EMERGENCY_SUPPLIES: N_("emergency accommodation and supplies"),
        Task.ORDER: N_("order in distressed areas"),
        Task.UTILITIES: N_("emergency repair of utilities"),
        Task.DISPOSAL_OF_THE_DEAD: N_("emergency disposal of the dead"),
        Task.ESSENTIAL_OBJECTS: N_("preserving objects essential for survival"),
        Task.COMPLEMENTARY: N_("complementary work"),
    },
    Capability: {
        Capability.SEARCH_AND_RESCUE: N_("search and rescue"),
        Capability.HEAVY_RESCUE: N_("heavy rescue"),
        Capability.WATER_RESCUE: N_("water rescue"),
        Capability.MEDICAL: N_("medical care"),
        Capability.AMBULANCE: N_("ambulance"),
        Capability.FIREFIGHTING: N_("fighting fires"),
        Capability.ORDNANCE_DISPOSAL: N_("ordnance disposal"),
        Capability.HAZARDOUS_MATERIALS: N_("hazardous materials"),
        Capability.REMAINS_RECOVERY: N_("recovery of remains"),
        Capability.ENGINEERING: N_("engineering"),
        Capability.LOGISTICS: N_("logistics"),
        Capability.COMMUNITY: N_("work with the community"),
    },
    Channel: {
        Channel.CALL: N_("call"),
        Channel.RADIO: N_("radio"),
        Channel.SMS: N_("SMS"),
        Channel.MESSAGE: N_("message"),
        Channel.FORM: N_("form"),
        Channel.PUBLIC_PAGE: N_("public page"),
        Channel.IN_PERSON: N_("in person"),
        Channel.FILE: N_("file"),
        Channel.TEAM: N_("team"),
    },
    RoadPart: {
        RoadPart.STRETCH: N_("stretch of road"),
        RoadPart.CROSSING: N_("crossing"),
        RoadPart.AREA: N_("roads in an area"),
    },
    SaidBy: {
        SaidBy.OWN_TEAM: N_("a team of ours"),
        SaidBy.PARTNER: N_("a partner organisation"),
        SaidBy.AUTHORITY: N_("an authority"),
        SaidBy.CALLER: N_("a caller"),
        SaidBy.IMAGERY: N_("imagery"),
        SaidBy.OPERATIONS_ROOM: N_("the operations room"),
    },
    HazardKind: {
        HazardKind.UNEXPLODED_ORDNANCE: N_("unexploded ordnance"),
        HazardKind.ACTIVE_FIRE: N_("fire"),
        HazardKind.SECOND_STRIKE: N_("a second strike"),
        HazardKind.BLOCKED_ROAD: N_("blocked road"),
    },
}
