"""Refusals that belong to no single room: what the ledger and the desk themselves will not do."""

from __future__ import annotations

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class StaleVersion(Refusal):
    """Somebody else has acted on this since it was looked at."""

    says = N_(
        "{what} has changed since you looked: {kind} by {person} at {when}. Look again and decide anew."
    )


class ActKnown(Refusal):
    """An act's id was used before, for something else."""

    says = N_(
        "The id {act} was already used by {person} for something else. Send this with an id of its own."
    )


class ActorMissing(Refusal):
    """Nothing is recorded without who did it."""

    says = N_(
        "It is not said who does this, so nothing was recorded. Name the person and try again."
    )


class NotFound(Refusal):
    """There is no such thing."""

    says = N_(
        "There is no {what} with the id {id}. Check the id; `najda {room} list` shows those known."
    )


class InTheFuture(Refusal):
    """Something is said to have happened after now."""

    says = N_(
        "{when} lies in the future (it is {now}). Check the date, the time and the clock of the device."
    )


class StandingUnreadable(Refusal):
    """A read model was written by another version of Najda, or spoilt; the entries are what counts."""

    says = N_(
        "How things stand in {room} cannot be read ({why}). Make it again from the entries: "
        "`najda ledger rebuild`."
    )


class StoreFull(Refusal):
    """The disk has no room left; nothing of the act was kept."""

    says = N_("The disk is full, so nothing was recorded. Free some space and send it again.")


class StoreBusy(Refusal):
    """Another process held the store for too long; nothing of the act was kept."""

    says = N_(
        "Another program is using the data and did not finish in {seconds} seconds, so nothing was "
        "recorded. Send it again."
    )


class StoreNewer(Refusal):
    """The data was written by a newer Najda."""

    says = N_(
        "This data was written by a newer version of Najda ({unknown}). Install that version or a later "
        "one; nothing was touched."
    )


class StoreDamaged(Refusal):
    """The database file cannot be read as one."""

    says = N_(
        "The data at {where} is damaged: {why}. Restore the last backup; nothing was touched."
    )


class WrongPassphrase(Refusal):
    """The keys did not open."""

    says = N_("This passphrase does not open the keys of {where}. Try again; nothing was changed.")


class SealBroken(Refusal):
    """A sealed text was altered, or is not under the subject it names."""

    says = N_(
        "A sealed text of {subject} was altered and cannot be opened. Run `najda ledger verify`."
    )


class WrongRealm(Refusal):
    """Drill and real operations do not mix."""

    says = N_(
        "{where} holds {found}, not {wanted}. Drills and real operations never share a folder: "
        "choose another one."
    )


class NothingSaid(Refusal):
    """A report without words is no report."""

    says = N_("The report has no text. Write down what was said, even if it is a single word.")


class TooLong(Refusal):
    """A text is longer than anybody would say."""

    says = N_("The text has {given} characters, and at most {most} are taken. Send it in parts.")


class NothingSealed(Refusal):
    """Nobody may believe that somebody was erased who was not."""

    says = N_(
        "Nothing was erased: no sealed data lies under {subject}. Look up the id that stands as the "
        "subject beside the sealed text, and erase that."
    )


class MissionElsewhere(Refusal):
    """A mission goes to the incident it was planned for."""

    says = N_(
        "Mission {mission} goes to incident {planned}, not to {incident}. Send the teams there, or leave "
        "the mission out to make a new one."
    )


class OverrideUnexplained(Refusal):
    """Sending other teams than proposed asks for a reason."""

    says = N_(
        "{teams} is not what is proposed for this incident ({why}). Send the proposed team, or give the "
        "reason for sending this one."
    )
