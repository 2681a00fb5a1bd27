"""Set operations up, and change what they are called, where they are, and what time their days keep."""

from __future__ import annotations

from najda.application.desk import THE_INSTALLATION, Act, Desk, Done, Work
from najda.domain.installation import decide
from najda.domain.installation.events import InstallationFounded, InstallationRevised
from najda.intake.operations_area import ANYWHERE, OperationsArea

ROOM = "installation"


def found_installation(
    desk: Desk,
    act: Act,
    *,
    name: str,
    area: str = ANYWHERE,
    time_zone: str = "Asia/Damascus",
) -> Done:
    """Set operations up in an area (`south,west,north,east` in degrees, or `anywhere`)."""
    read = str(OperationsArea.read(area))
    founded = InstallationFounded(name=name, area=read, time_zone=time_zone)

    def work(work: Work) -> None:
        state = work.find(ROOM, THE_INSTALLATION)
        work.add(ROOM, THE_INSTALLATION, decide.found(state, founded))

    return desk.perform(act, work, InstallationFounded)


def revise_installation(desk: Desk, act: Act, *, name: str, area: str, time_zone: str) -> Done:
    """Change name, area or time zone."""
    read = str(OperationsArea.read(area))
    revised = InstallationRevised(name=name, area=read, time_zone=time_zone)

    def work(work: Work) -> None:
        state = work.get(ROOM, THE_INSTALLATION)
        work.add(ROOM, THE_INSTALLATION, decide.revise(state, revised))

    return desk.perform(act, work, InstallationRevised)
