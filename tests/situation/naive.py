"""The same figures counted another way: slow, from folded states, a query for each figure."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

from najda.application import codec
from najda.application.rooms import ROOMS
from najda.domain.hazards.events import HazardCleared, HazardReported
from najda.domain.incidents.events import (
    IncidentClosed,
    IncidentReopened,
    MissionSent,
    NeedAssessed,
)
from najda.domain.missions import events as m
from najda.domain.reports.events import ReportLinked, ReportSetAside
from najda.domain.teams.events import (
    AlarmAnswered,
    CheckedIn,
    CheckInMissed,
    ShiftEnded,
    ShiftStarted,
)
from najda.kernel.ids import split_stream
from najda.kernel.need import Level, LifeThreat
from najda.kernel.time import from_text
from najda.kernel.values import folded


class Naive:
    """Counts one report's figures from decoded entries."""

    def __init__(self, entries, period, area, made_at, zone):
        self.period, self.area, self.zone = period, area, ZoneInfo(zone)
        self.now = min(made_at, period.end)
        self.streams = {}
        for entry in entries:
            fact, at = codec.fact_of(entry), from_text(entry.occurred_at)
            self.streams.setdefault(split_stream(entry.stream), []).append((fact, at))
        self.late = sum(
            from_text(e.occurred_at) in period and from_text(e.recorded_at) >= period.end
            for e in entries
            if not e.kind.startswith(("installation", "subjects")) and _is_read(e)
        )

    def ids(self, room):
        """Ids of what began before the end."""
        return [
            i
            for (r, i), facts in self.streams.items()
            if r == room and facts[0][1] < self.period.end
        ]

    def facts(self, room, id_, *kinds):
        """What happened to a thing before the end, of these kinds."""
        known = [(f, at) for f, at in self.streams[room, id_] if at < self.period.end]
        return [(f, at) for f, at in known if not kinds or isinstance(f, kinds)]

    def then(self, room, id_):
        """How a thing stood at the end."""
        return folded(ROOMS[room].apply, self.facts(room, id_))

    def known(self, room, id_):
        """How a thing stands by all that is known."""
        return folded(ROOMS[room].apply, self.streams[room, id_])

    def within(self, pairs):
        return [fact for fact, at in pairs if at in self.period]

    def incident_areas(self, id_):
        return self.known("incidents", id_).place.areas if id_ in self.ids("incidents") else ()

    def here(self, areas):
        return not self.area or self.area in areas

    def figures(self):
        """Every figure by its key; those of splits only where there are some."""
        found = {}
        for part in (
            self.reports, self.incidents, self.missions, self.people, self.waits, self.hazards,
            self.teams, self.unknown, self.open, self.places,
        ):  # fmt: skip
            found.update(part())
        return found

    def report_areas(self, report):
        return (
            self.incident_areas(report.incident) if report.incident else ()
        ) or report.place.areas

    def received(self):
        every = {i: self.then("reports", i) for i in self.ids("reports")}
        return {i: r for i, r in every.items() if r.received_at in self.period}

    def reports(self):
        mine = {i: r for i, r in self.received().items() if self.here(self.report_areas(r))}
        by_status = Counter(r.status.value for r in mine.values())
        waits = []
        for id_, report in mine.items():
            judged = self.facts("reports", id_, ReportLinked, ReportSetAside)
            if judged:
                waits.append(judged[0][1] - report.received_at)
        return {
            "reports.received": len(mine),
            **_split("reports.by_channel", (r.channel.value for r in mine.values())),
            "reports.linked": by_status["linked"],
            "reports.set_aside": by_status["set_aside"],
            "reports.not_judged": by_status["received"],
            **_times("reports.until_judged", waits),
        }

    def here_incidents(self):
        return [i for i in self.ids("incidents") if self.here(self.incident_areas(i))]

    def opened_incidents(self):
        return [
            i for i in self.here_incidents() if self.then("incidents", i).opened_at in self.period
        ]

    def incidents(self):
        here, opened = self.here_incidents(), self.opened_incidents()
        closings = [
            f for i in here for f in self.within(self.facts("incidents", i, IncidentClosed))
        ]
        again = [f for i in here for f in self.within(self.facts("incidents", i, IncidentReopened))]
        status = Counter(self.then("incidents", i).status.value for i in here)
        return {
            "incidents.opened": len(opened),
            "incidents.closed": len(closings),
            **_split("incidents.closed", (f.ending.value for f in closings)),
            "incidents.reopened": len(again),
            "incidents.waiting": status["waiting"],
            "incidents.served": status["served"],
            **_split("incidents.by_kind", (self.known("incidents", i).task.value for i in opened)),
            **_split("incidents.by_area", (self._below(self.incident_areas(i)) for i in opened)),
        }

    def _below(self, areas):
        rest = areas[areas.index(self.area) + 1 :] if self.area else areas
        return rest[0] if rest else "unknown"

    def here_missions(self):
        ids = self.ids("missions")
        return [i for i in ids if self.here(self.incident_areas(self.then("missions", i).incident))]

    def missions(self):
        here = self.here_missions()
        states = {i: self.then("missions", i) for i in here}
        sent = [s for s in states.values() if s.sent_at and s.sent_at in self.period]
        ended = Counter(
            s.status.value for s in states.values() if s.ended_at and s.ended_at in self.period
        )
        steps = [f for i in here for f in self.within(self.facts("missions", i))]
        days, day = {}, self.period.start
        while day < self.period.end:
            days[f"missions.by_day.{day.astimezone(self.zone).date()}"] = 0
            day += timedelta(hours=1)
        for state in sent:
            days[f"missions.by_day.{state.sent_at.astimezone(self.zone).date()}"] += 1
        return {
            "missions.sent": len(sent),
            "missions.closed": ended["closed"],
            "missions.aborted": ended["aborted"],
            "missions.under_way": sum(s.status == "under_way" for s in states.values()),
            "missions.teams_sent": sum(isinstance(f, m.TeamSent) for f in steps),
            "missions.overrides": sum(
                isinstance(f, m.TeamSent) and f.override is not None for f in steps
            ),
            "missions.refusals": sum(isinstance(f, m.TeamRefused) for f in steps),
            "missions.called_back": sum(isinstance(f, m.TeamWithdrawn) for f in steps),
            **days,
            **_split("missions.by_kind", (s.task.value for s in sent)),
        }

    def people(self):
        outcomes, corrected = [], 0
        for id_ in self.here_missions():
            recorded = self.within(self.facts("missions", id_, m.OutcomeRecorded))
            now = {r.id: r.outcome for r in self.known("missions", id_).records}
            outcomes += [now[f.record] for f in recorded]
            wrong = {
                f.record
                for f, _ in self.streams["missions", id_]
                if isinstance(f, m.OutcomeCorrected)
            }
            corrected += len(wrong & {f.record for f in recorded})
        moved = Counter()
        for outcome in outcomes:
            moved.update({f"people.moved.{c.value}": n for c, n in outcome.moved.items() if n})
        hazards = [kind.value for o in outcomes for kind in o.hazards_found]
        return {
            "people.rescued": sum(o.rescued for o in outcomes),
            "people.treated": sum(o.treated for o in outcomes),
            "people.moved": sum(moved.values()),
            **moved,
            "people.dead_found": sum(o.dead_found for o in outcomes),
            "people.hazards_found": len(hazards),
            **_split("people.hazards_found", hazards),
            "people.records": len(outcomes),
            "people.corrected": corrected,
        }

    def level(self, id_):
        """The level last assessed before the first mission was sent; 0 if none was."""
        level = 0
        for fact, _ in self.facts("incidents", id_, NeedAssessed, MissionSent):
            if isinstance(fact, MissionSent):
                break
            level = fact.level
        return level

    def arrivals(self, id_):
        states = [self.then("missions", i) for i in self.ids("missions")]
        return [s.reached_at for s in states if s.incident == id_ and s.reached_at]

    def waits(self):
        found, opened = {}, self.opened_incidents()
        by_level = {
            level.name.lower(): [i for i in opened if self.level(i) == level] for level in Level
        }
        if unassessed := [i for i in opened if not self.level(i)]:
            by_level["unassessed"] = unassessed
        for step in ("sent", "reached"):
            for name, ids in by_level.items():
                found.update(self._waits(f"waits.{step}.{name}", step, ids))
        return found

    def _waits(self, key, step, ids):
        done, waiting, never = [], [], 0
        for id_ in ids:
            state = self.then("incidents", id_)
            sent = [at for _, at in self.facts("incidents", id_, MissionSent)][:1]
            came = sent if step == "sent" else self.arrivals(id_)
            if came:
                done.append(min(came) - state.opened_at)
            elif state.status == "closed":
                never += 1
            else:
                waiting.append(self.now - state.opened_at)
        return {
            f"{key}.opened": len(ids),
            f"{key}.done": len(done),
            **_times(key, done),
            f"{key}.waiting": len(waiting),
            f"{key}.so_far": _minutes(max(waiting)) if waiting else None,
            f"{key}.never": never,
            **(_bands(key, done) if step == "reached" else {}),
        }

    def open(self):
        found = {}
        states = {i: self.then("incidents", i) for i in self.here_incidents()}
        still = {i: s for i, s in states.items() if s.status != "closed"}
        levels = {i: self._level_now(i) for i in still}
        names = {level.value: level.name.lower() for level in Level}
        for level, name in (names | ({0: "unassessed"} if 0 in levels.values() else {})).items():
            mine = [s for i, s in still.items() if levels[i] == level]
            waits = sorted(_minutes(self.now - s.opened_at) for s in mine if s.status == "waiting")
            found |= {
                f"open.{name}.waiting": len(waits),
                f"open.{name}.median": waits[ceil(len(waits) / 2) - 1] if waits else None,
                f"open.{name}.longest": max(waits, default=None),
                f"open.{name}.served": sum(s.status == "served" for s in mine),
            }
        return found

    def _level_now(self, id_):
        return next((f.level for f, _ in self.facts("incidents", id_, NeedAssessed)[::-1]), 0)

    def places(self):
        squares = []
        for id_ in self.opened_incidents():
            place = self.known("incidents", id_).place
            known = place.position and place.precision in ("exact", "settlement")
            lat, lon = (place.position.lat, place.position.lon) if known else (0, 0)
            squares.append(f"{int(lat * 10)}_{int(lon * 10)}" if known else "unknown")
        return _split("places.incidents", squares)

    def hazards(self):
        here = [i for i in self.ids("hazards") if self.here(self.known("hazards", i).place.areas)]
        states = [self.then("hazards", i) for i in here]
        reported = [f for i in here for f in self.within(self.facts("hazards", i, HazardReported))]
        cleared = [f for i in here for f in self.within(self.facts("hazards", i, HazardCleared))]
        uncleared = [s for s in states if s.status == "standing"]
        standing = [s for s in uncleared if s.until is None or self.now < s.until]
        lapsed = [
            s for s in uncleared if s.until and s.until in self.period and s.until <= self.now
        ]
        return {
            "hazards.reported": len(reported),
            **_split("hazards.reported", (f.kind.value for f in reported)),
            "hazards.cleared": len(cleared),
            "hazards.lapsed": len(lapsed),
            "hazards.standing": len(standing),
            **_split("hazards.standing", (s.kind.value for s in standing)),
        }

    def teams(self):
        here = [i for i in self.ids("teams") if self.here(self.known("teams", i).base.areas)]
        started = [f for i in here for f in self.within(self.facts("teams", i, ShiftStarted))]
        alarms = [alarm for i in here for alarm in self._alarms(i)]
        by_end = Counter(kind for _, kind, _ in alarms)
        answered = [until - raised for raised, kind, until in alarms if kind is AlarmAnswered]
        still = [self.now - raised for raised, kind, _ in alarms if kind is None]
        return {
            "teams.on_shift": sum(self._worked(i) for i in here),
            "teams.known": len(here),
            **_split("teams.known", (self.then("teams", i).status.value for i in here)),
            "teams.on_shift_at_end": sum(bool(self.then("teams", i).shift_started) for i in here),
            "teams.shifts_started": len(started),
            "teams.unrested": sum(f.unrested is not None for f in started),
            "teams.alarms": len(alarms),
            "teams.alarms.answered": by_end[AlarmAnswered],
            "teams.alarms.heard": by_end[CheckedIn],
            "teams.alarms.shift_ended": by_end[ShiftEnded],
            "teams.alarms.open": by_end[None],
            **_times("teams.alarms.until_answered", answered),
            "teams.alarms.open.so_far": _minutes(max(still)) if still else None,
        }

    def _worked(self, id_):
        since = None
        for fact, at in self.facts("teams", id_, ShiftStarted, ShiftEnded):
            if isinstance(fact, ShiftStarted):
                since = at
            elif at > self.period.start:
                return True
            else:
                since = None
        return since is not None

    def _alarms(self, id_):
        found, raised = [], None
        for fact, at in self.facts(
            "teams", id_, CheckInMissed, CheckedIn, AlarmAnswered, ShiftEnded
        ):
            if isinstance(fact, CheckInMissed):
                raised = at
            elif raised:
                found.append((raised, type(fact), at))
                raised = None
        found += [(raised, None, None)] if raised else []
        return [alarm for alarm in found if alarm[0] in self.period]

    def unknown(self):
        opened = [
            i for i in self.ids("incidents") if self.then("incidents", i).opened_at in self.period
        ]
        threats = (self.then("incidents", i).need for i in self.opened_incidents())
        states = [self.then("missions", i) for i in self.here_missions()]
        silent = [s for s in states if s.ended_at and s.ended_at in self.period and s.sent_at]
        found = {
            "unknown.incidents_without_area": sum(not self.incident_areas(i) for i in opened),
            "unknown.reports_without_area": sum(
                not self.report_areas(r) for r in self.received().values()
            ),
            "unknown.threat_not_judged": sum(
                need is None or need.life_threat == LifeThreat.UNKNOWN for need in threats
            ),
            "unknown.without_outcome": sum(not s.records for s in silent),
            "unknown.recorded_late": self.late,
        }
        if self.area:
            mine = [r for r in self.received().values() if self.area in self.report_areas(r)]
            found["unknown.reports_through_incident"] = sum(
                self.area not in r.place.areas for r in mine
            )
        return found


def _is_read(entry):
    from najda.application.situation.gather import Gathered
    from najda.application.situation.window import Window
    from najda.kernel.time import Period

    day = from_text("2025-01-01T00:00:00Z")
    kinds = Gathered(Window(Period(start=day, end=day + timedelta(days=1)), "UTC")).kinds
    return entry.kind in kinds


def _split(key, kinds):
    return {f"{key}.{kind}": number for kind, number in Counter(kinds).items()}


def _minutes(span):
    return round(max(span.total_seconds(), 0) / 60, 1)


def _bands(key, spans):
    edges = [0, 15, 30, 60, 120, 240, 480]
    minutes = [max(span.total_seconds(), 0) / 60 for span in spans]
    found = {
        f"{key}.upto_{upto}": sum(over < m <= upto or m == over == 0 for m in minutes)
        for over, upto in pairwise(edges)
    }
    return found | {f"{key}.over_480": sum(m > 480 for m in minutes)}


def _times(key, spans):
    ordered = sorted(_minutes(span) for span in spans)

    def rank(share):
        return ordered[ceil(share * len(ordered)) - 1] if ordered else None

    return {f"{key}.median": rank(0.5), f"{key}.p90": rank(0.9), f"{key}.longest": rank(1)}
