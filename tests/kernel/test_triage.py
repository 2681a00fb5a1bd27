"""The published triage tables, line by line."""

import pytest

from najda.kernel.triage import (
    JumpStartSigns,
    Responds,
    SaltOrder,
    SaltSigns,
    SignMissing,
    StartSigns,
    TriageClass,
    jumpstart,
    salt,
    salt_order,
    start,
)

IMMEDIATE, DELAYED, MINIMAL, EXPECTANT, DECEASED = TriageClass

ADULT = {
    "walking": False,
    "breathing": True,
    "breaths_per_minute": 20,
    "radial_pulse": True,
    "capillary_refill_seconds": 1.5,
    "obeys_commands": True,
}
CHILD = {
    "walking": False,
    "breathing": True,
    "breaths_per_minute": 25,
    "palpable_pulse": True,
    "responds": Responds.ALERT,
}
ANYBODY = {
    "breathing": True,
    "obeys_or_moves_purposefully": True,
    "peripheral_pulse": True,
    "respiratory_distress": False,
    "haemorrhage_controlled": True,
    "minor_injuries_only": False,
}


@pytest.mark.parametrize(
    ("signs", "expected", "step"),
    [
        ({"walking": True}, MINIMAL, "walks"),
        (
            {"breathing": False, "breathing_after_airway_opened": False},
            DECEASED,
            "does not breathe",
        ),
        ({"breathing": False, "breathing_after_airway_opened": True}, IMMEDIATE, "airway"),
        ({"breaths_per_minute": 31}, IMMEDIATE, "31 times a minute, over 30"),
        ({"breaths_per_minute": 30}, DELAYED, "within limits"),
        ({"radial_pulse": False}, IMMEDIATE, "no radial pulse"),
        ({"radial_pulse": None, "capillary_refill_seconds": 2.1}, IMMEDIATE, "2.1 seconds"),
        ({"radial_pulse": None, "capillary_refill_seconds": 2.0}, DELAYED, "within limits"),
        ({"radial_pulse": True, "capillary_refill_seconds": 3.0}, IMMEDIATE, "refill"),
        ({"radial_pulse": True, "capillary_refill_seconds": None}, DELAYED, "within limits"),
        ({"obeys_commands": False}, IMMEDIATE, "does not obey"),
        ({}, DELAYED, "within limits"),
    ],
)
def test_start_follows_its_table(signs, expected, step):
    decided = start(StartSigns(**(ADULT | signs)))
    assert decided.triage is expected
    assert step in str(decided.step)


@pytest.mark.parametrize(
    ("signs", "expected", "step"),
    [
        ({"walking": True}, MINIMAL, "walks"),
        ({"breathing": False, "breathing_after_airway_opened": True}, IMMEDIATE, "airway"),
        (
            {"breathing": False, "breathing_after_airway_opened": False, "palpable_pulse": False},
            DECEASED,
            "no palpable pulse",
        ),
        (
            {
                "breathing": False,
                "breathing_after_airway_opened": False,
                "breathing_after_rescue_breaths": True,
            },
            IMMEDIATE,
            "rescue breaths",
        ),
        (
            {
                "breathing": False,
                "breathing_after_airway_opened": False,
                "breathing_after_rescue_breaths": False,
            },
            DECEASED,
            "rescue breaths",
        ),
        ({"breaths_per_minute": 14}, IMMEDIATE, "14 times a minute, outside 15 to 45"),
        ({"breaths_per_minute": 15}, DELAYED, "within limits"),
        ({"breaths_per_minute": 45}, DELAYED, "within limits"),
        ({"breaths_per_minute": 46}, IMMEDIATE, "outside 15 to 45"),
        ({"breathing_irregular": True, "breaths_per_minute": None}, IMMEDIATE, "irregularly"),
        ({"palpable_pulse": False}, IMMEDIATE, "no palpable pulse"),
        ({"responds": Responds.TO_VOICE}, DELAYED, "within limits"),
        ({"responds": Responds.TO_PAIN}, DELAYED, "within limits"),
        ({"responds": Responds.TO_PAIN_POSTURING}, IMMEDIATE, "posturing"),
        ({"responds": Responds.UNRESPONSIVE}, IMMEDIATE, "does not respond"),
        ({}, DELAYED, "within limits"),
    ],
)
def test_jumpstart_follows_its_table(signs, expected, step):
    decided = jumpstart(JumpStartSigns(**(CHILD | signs)))
    assert decided.triage is expected
    assert step in str(decided.step)


@pytest.mark.parametrize(
    ("signs", "step"),
    [
        ({"obeys_or_moves_purposefully": False}, "obeys"),
        ({"peripheral_pulse": False}, "pulse"),
        ({"respiratory_distress": True}, "distress"),
        ({"haemorrhage_controlled": False}, "bleeding"),
    ],
)
@pytest.mark.parametrize(("likely", "expected"), [(True, IMMEDIATE), (False, EXPECTANT)])
def test_salt_asks_about_survival_once_one_of_its_four_questions_is_answered_badly(
    signs, step, likely, expected
):
    decided = salt(SaltSigns(**(ANYBODY | signs | {"likely_to_survive": likely})))
    assert decided.triage is expected
    assert step in str(decided.step)


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ({"breathing": False}, DECEASED),
        ({"minor_injuries_only": True}, MINIMAL),
        ({"minor_injuries_only": False}, DELAYED),
    ],
)
def test_salt_follows_its_table(signs, expected):
    assert salt(SaltSigns(**(ANYBODY | signs))).triage is expected


def test_salt_needs_no_more_answers_after_a_bad_one():
    signs = SaltSigns(breathing=True, haemorrhage_controlled=False, likely_to_survive=True)
    assert salt(signs).triage is IMMEDIATE


@pytest.mark.parametrize(
    ("walks", "waves", "threat", "expected"),
    [
        (True, True, False, SaltOrder.THIRD),
        (False, True, False, SaltOrder.SECOND),
        (False, False, False, SaltOrder.FIRST),
        (True, True, True, SaltOrder.FIRST),
    ],
)
def test_salt_assesses_the_still_and_the_obviously_threatened_first(walks, waves, threat, expected):
    order = salt_order(walks=walks, waves=waves, obvious_life_threat=threat)
    assert order is expected


@pytest.mark.parametrize(
    ("decide", "signs", "missing"),
    [
        (start, StartSigns(walking=False), "breathes"),
        (start, StartSigns(walking=False, breathing=False), "airway"),
        (start, StartSigns(walking=False, breathing=True), "breaths a minute"),
        (start, StartSigns(**(ADULT | {"obeys_commands": None})), "obeys"),
        (
            start,
            StartSigns(**(ADULT | {"radial_pulse": None, "capillary_refill_seconds": None})),
            "radial pulse or the capillary refill",
        ),
        (jumpstart, JumpStartSigns(**(CHILD | {"breathing": None})), "child breathes"),
        (jumpstart, JumpStartSigns(**(CHILD | {"breaths_per_minute": None})), "breaths a minute"),
        (jumpstart, JumpStartSigns(**(CHILD | {"palpable_pulse": None})), "palpable pulse"),
        (jumpstart, JumpStartSigns(**(CHILD | {"responds": None})), "AVPU"),
        (
            jumpstart,
            JumpStartSigns(
                **(CHILD | {"breathing": False, "breathing_after_airway_opened": False})
            ),
            "five rescue breaths",
        ),
        (salt, SaltSigns(), "breathes"),
        (salt, SaltSigns(**(ANYBODY | {"respiratory_distress": None})), "how hard breathing is"),
        (salt, SaltSigns(**(ANYBODY | {"peripheral_pulse": False})), "likely to survive"),
        (salt, SaltSigns(**(ANYBODY | {"minor_injuries_only": None})), "minor injuries"),
    ],
)
def test_a_table_names_the_sign_it_lacks_instead_of_guessing(decide, signs, missing):
    with pytest.raises(SignMissing, match=missing):
        decide(signs)
