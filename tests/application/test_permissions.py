"""Who may do what: deny by default, limited to areas and to a team."""

from __future__ import annotations

import pytest

from najda.application.permissions import (
    MAY,
    ROLE_WORDS,
    Elsewhere,
    Grant,
    NotPermitted,
    Permission,
    Reach,
    Role,
    can,
    check_may,
)

COAST, INLAND = "SY06", "SY05"


def somebody(role, **limits):
    return Grant(person="person/amal", role=role, **limits)


@pytest.mark.parametrize("permission", Permission)
def test_a_visitor_may_do_nothing(permission):
    assert not can(None, permission)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_in_the_table_and_has_a_word(role):
    assert MAY[role]
    assert ROLE_WORDS[role]


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_somebody_s(permission):
    assert any(permission in allowed for allowed in MAY.values())


def test_an_administrator_looks_after_accounts_and_not_after_operations():
    operations = {
        p for p in Permission if p.value.partition(".")[0] not in ("accounts", "installation")
    }

    assert not MAY[Role.ADMINISTRATOR] & operations


def test_an_auditor_changes_nothing():
    verbs = {permission.value.partition(".")[2] for permission in MAY[Role.AUDITOR]}

    assert verbs == {"watch", "read", "audit"}


def test_original_words_are_not_read_by_whoever_sends_teams():
    assert not can(somebody(Role.DISPATCHER), Permission.ORIGINALS_READ)
    assert can(somebody(Role.CALL_TAKER), Permission.ORIGINALS_READ)


@pytest.mark.parametrize(
    ("areas", "lies_in", "allowed"),
    [
        ((), (COAST,), True),
        ((COAST,), (COAST, "SY0601"), True),
        ((COAST,), (INLAND,), False),
        ((COAST, INLAND), (INLAND,), True),
        ((COAST,), (), True),  # in no known area: everybody's, so that nothing is lost
    ],
)
def test_a_person_limited_to_areas_acts_within_them(areas, lies_in, allowed):
    grant = somebody(Role.DISPATCHER, areas=areas)

    assert can(grant, Permission.INCIDENTS_ASSESS, Reach(areas=lies_in)) is allowed


@pytest.mark.parametrize(
    ("team", "on_it", "allowed"), [("a", ("a", "b"), True), ("c", ("a",), False), ("", (), False)]
)
def test_a_team_acts_on_its_own_missions_only(team, on_it, allowed):
    grant = somebody(Role.TEAM, team=team)

    assert can(grant, Permission.MISSIONS_WORK, Reach(teams=on_it)) is allowed


def test_a_role_without_the_permission_and_a_thing_elsewhere_are_told_apart():
    with pytest.raises(Elsewhere):
        check_may(somebody(Role.TEAM, team="a"), Permission.MISSIONS_WORK, Reach(teams=("b",)))
    with pytest.raises(NotPermitted) as refused:
        check_may(somebody(Role.TEAM, team="a"), Permission.ACCOUNTS_MANAGE)
    assert "team" in str(refused.value)
