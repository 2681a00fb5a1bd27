"""A drill installation with somebody of every role, made once and copied for each test."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from najda import bootstrap
from najda.application.desk import Act
from najda.application.permissions import Role
from najda.application.usecases.manage_team import register_team
from najda.kernel.ids import derived_id
from najda.kernel.places import Place
from najda.kernel.tasks import Capability
from najda.web.site import Site, open_site

PASSWORD = "eleven wet stones"
TEAM = "team-1"
SHIFT = timedelta(hours=10)


def username(role: Role) -> str:
    """Return who has a role in the tests: call-taker, dispatcher, …"""
    return role.value.replace("_", "-")


def make(folder: Path, area: str = bootstrap.SYRIA) -> None:
    """Make the installation: one team, and an account for every role without a second factor."""
    passphrase = bootstrap.DRILL_PASSPHRASE
    desk = bootstrap.create(
        folder, passphrase=passphrase, name="Coast", realm="drill:tests", area=area
    )
    desk.store.close()
    site = open_site(folder, passphrase=passphrase)
    act = Act(id=derived_id(TEAM), person="person/administrator")
    done = register_team(
        site.desk, act, name="Team 1", base=Place(), capabilities=[Capability.SEARCH_AND_RESCUE]
    )
    add_accounts(team=done.made("teams"))
    site.desk.store.close()


def add_accounts(*, team: str) -> None:
    """Make an account for every role in the open installation."""
    from najda.web.accounts.models import Account

    for role in Role:
        its_team = team if role is Role.TEAM else ""
        account = Account.objects.add(
            username(role), role, team=its_team, wants_second_factor=False
        )
        account.set_password(PASSWORD)
        account.save()


def copy(made: Path, folder: Path) -> Path:
    """Copy an installation nobody has open."""
    shutil.copytree(made, folder)
    return folder


def open_(folder: Path) -> Site:
    """Open it for pages in this process."""
    return open_site(folder, passphrase=bootstrap.DRILL_PASSPHRASE)
