"""Who may do what: one table, deny by default.

A role has permissions; a person has one role, and may be limited to areas, or (role team) to one team.
Every shell asks here and nowhere else: `check_may` raises, `can` answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import Value


class Role(StrEnum):
    """What somebody is here for."""

    CALL_TAKER = "call_taker"
    DISPATCHER = "dispatcher"
    TEAM = "team"
    HEAD_OF_OPERATIONS = "head_of_operations"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing somebody may be allowed to do: room, then verb."""

    BOARD_WATCH = "board.watch"
    REPORTS_READ = "reports.read"
    REPORTS_TAKE = "reports.take"
    REPORTS_JUDGE = "reports.judge"
    REPORTS_IMPORT = "reports.import"
    REPORTS_MASKED = "reports.masked"
    ORIGINALS_READ = "originals.read"
    INCIDENTS_READ = "incidents.read"
    INCIDENTS_OPEN = "incidents.open"
    INCIDENTS_ASSESS = "incidents.assess"
    INCIDENTS_CLOSE = "incidents.close"
    HAZARDS_READ = "hazards.read"
    HAZARDS_REPORT = "hazards.report"
    HAZARDS_END = "hazards.end"
    CLOSURES_READ = "closures.read"
    ROADS_CLOSE = "roads.close"
    AID_READ = "aid.read"
    AID_ASK = "aid.ask"
    AID_ANSWER = "aid.answer"
    MISSIONS_READ = "missions.read"
    MISSIONS_SEND = "missions.send"
    MISSIONS_WORK = "missions.work"
    MISSIONS_END = "missions.end"
    TEAMS_READ = "teams.read"
    TEAMS_CHECK_IN = "teams.check_in"
    TEAMS_RUN_SHIFT = "teams.run_shift"
    TEAMS_MANAGE = "teams.manage"
    DAY_READ = "day.read"
    LEDGER_AUDIT = "ledger.audit"
    ACCOUNTS_MANAGE = "accounts.manage"
    INSTALLATION_MANAGE = "installation.manage"


_READING = {
    Permission.BOARD_WATCH,
    Permission.REPORTS_READ,
    Permission.INCIDENTS_READ,
    Permission.HAZARDS_READ,
    Permission.CLOSURES_READ,
    Permission.AID_READ,
    Permission.MISSIONS_READ,
    Permission.TEAMS_READ,
}
_CALLS = {
    Permission.REPORTS_TAKE,
    Permission.REPORTS_MASKED,
    Permission.ORIGINALS_READ,
    Permission.INCIDENTS_OPEN,
    Permission.HAZARDS_REPORT,
}
_SENDING = {
    Permission.REPORTS_JUDGE,
    Permission.INCIDENTS_OPEN,
    Permission.INCIDENTS_ASSESS,
    Permission.INCIDENTS_CLOSE,
    Permission.HAZARDS_REPORT,
    Permission.HAZARDS_END,
    Permission.ROADS_CLOSE,
    Permission.AID_ASK,
    Permission.AID_ANSWER,
    Permission.MISSIONS_SEND,
    Permission.MISSIONS_WORK,
    Permission.MISSIONS_END,
    Permission.TEAMS_CHECK_IN,
    Permission.TEAMS_RUN_SHIFT,
    Permission.DAY_READ,
}

MAY: Mapping[Role, frozenset[Permission]] = {
    Role.CALL_TAKER: frozenset(_READING | _CALLS),
    Role.DISPATCHER: frozenset(_READING | _SENDING | {Permission.REPORTS_MASKED}),
    Role.TEAM: frozenset(
        {
            Permission.INCIDENTS_READ,
            Permission.HAZARDS_READ,
            Permission.HAZARDS_REPORT,
            Permission.CLOSURES_READ,
            Permission.MISSIONS_READ,
            Permission.MISSIONS_WORK,
            Permission.TEAMS_READ,
            Permission.TEAMS_CHECK_IN,
            Permission.TEAMS_RUN_SHIFT,
        }
    ),
    Role.HEAD_OF_OPERATIONS: frozenset(
        _READING | _CALLS | _SENDING | {Permission.TEAMS_MANAGE, Permission.REPORTS_IMPORT}
    ),
    Role.AUDITOR: frozenset(_READING | {Permission.DAY_READ, Permission.LEDGER_AUDIT}),
    Role.ADMINISTRATOR: frozenset({Permission.ACCOUNTS_MANAGE, Permission.INSTALLATION_MANAGE}),
}
"""The table. An administrator looks after accounts, not operations: those are other people's work. Files
are taken in by the head of operations alone: thousands of reports at once lie before everybody, and no
entry of the ledger is ever removed."""

ROLE_WORDS: Mapping[Role, str] = {
    Role.CALL_TAKER: N_("call-taker"),
    Role.DISPATCHER: N_("dispatcher"),
    Role.TEAM: N_("team"),
    Role.HEAD_OF_OPERATIONS: N_("head of operations"),
    Role.AUDITOR: N_("auditor"),
    Role.ADMINISTRATOR: N_("administrator"),
}


class NotPermitted(Refusal):
    """Somebody's role, areas or team do not cover what they ask for."""

    says = N_("You may not do this as {role}. Ask the head of operations or an administrator.")


class Elsewhere(NotPermitted):
    """The role would do, but the thing lies outside the person's areas or is another team's."""

    says = N_("This lies outside the areas or the team you work for. Ask the head of operations.")


class Grant(Value, frozen=True):
    """Who somebody is to the rules: `areas` empty means everywhere; `team` limits the role team."""

    person: str
    role: Role
    areas: tuple[str, ...] = ()
    team: str = ""


class Reach(Value, frozen=True):
    """What a thing touches: the codes of the areas around it and the ids of the teams on it.

    What lies in no known area is everybody's, so that nothing is lost between two rooms.
    """

    areas: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


def check_may(grant: Grant | None, permission: Permission, reach: Reach | None = None) -> None:
    """Raise NotPermitted unless the grant covers the permission, and, given one, the thing's reach."""
    if grant is None or permission not in MAY.get(grant.role, frozenset()):
        raise NotPermitted(role=role_word(grant.role) if grant else phrase(N_("a visitor")))
    if reach is not None and not _within(grant, reach):
        raise Elsewhere()


def can(grant: Grant | None, permission: Permission, reach: Reach | None = None) -> bool:
    """Tell whether `check_may` would let this pass."""
    try:
        check_may(grant, permission, reach)
    except NotPermitted:
        return False
    return True


def reads_masked(grant: Grant | None) -> bool:
    """Tell whether somebody reads people's words masked, and not as they were said."""
    return can(grant, Permission.REPORTS_MASKED) and not can(grant, Permission.ORIGINALS_READ)


def role_word(role: Role) -> Phrase:
    """Return what a role is called."""
    return phrase(ROLE_WORDS[role])


def _within(grant: Grant, reach: Reach) -> bool:
    if grant.role is Role.TEAM and (not grant.team or grant.team not in reach.teams):
        return False
    return not grant.areas or not reach.areas or bool(set(grant.areas) & set(reach.areas))
