"""Facts about the installation."""

from __future__ import annotations

from najda.kernel.values import Fact


class InstallationFounded(Fact, frozen=True):
    """Operations were set up: the organisation's name, the area of operations (see
    `intake.operations_area`), and the time zone its days are counted in (IANA name)."""

    name: str
    area: str
    time_zone: str


class InstallationRevised(Fact, frozen=True):
    """Name, area or time zone changed."""

    name: str
    area: str
    time_zone: str


class PublicReportsOpened(Fact, frozen=True):
    """Anybody may report on the public page from now on; `phone` is the number to call instead, which
    the page shows, or empty."""

    phone: str = ""


class PublicReportsEnded(Fact, frozen=True):
    """The public page was taken away."""


Event = InstallationFounded | InstallationRevised | PublicReportsOpened | PublicReportsEnded
