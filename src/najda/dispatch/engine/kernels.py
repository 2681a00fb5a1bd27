"""The inner loop: take some related stops out, put them back better, keep what serves (numba).

Slack induction by string removals with greedy, blinking reinsertion and annealed acceptance:
J. Christiaens, G. Vanden Berghe, Transportation Science 54(2), 2020. The objective, the orders of
reinsertion and what counts as related are our own.

All that is compiled stands in this one file, longer than others for that: the compiled form is kept
on disk and made again when *this file* changes; numba does not look at files it calls into. `x` is an
`Instance`, `st` a `State`, passed whole, which makes each call dear: the innermost loop makes none.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from .instance import PARTLY_MINUTES

compiled = njit(cache=True, _nrt=False)
"""For what allocates nothing: references are not counted, as every array outlives the call. With them
counted, each call touches the counters of three dozen arrays, and the search is half as fast."""

# ---- Routes and their sums ---------------------------------------------------------------------


@compiled
def settle(x, st):
    """Work everything out from the routes alone."""
    for team in range(len(x.ready)):
        reschedule(x, st, team, 0)
    st.total[0] = 0.0
    for incident in range(len(x.weight)):
        st.cost[incident] = 0.0
        refresh(x, st, incident)
    for team in range(len(x.ready)):
        st.away[team] = 0
        st.extra[team] = 0.0
        account(x, st, team)


@compiled
def random(rng):
    """Return a number from 0 to 1 (xorshift64, Marsaglia 2003): the same on every machine."""
    x = rng[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    rng[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def refresh(x, st, incident):
    """Bring one incident's latest start and cost up to date: every slot left open counts, so that some
    of the teams asked for are better than none."""
    latest, still_open = 0.0, 0
    for slot in range(x.first[incident], x.first[incident + 1]):
        if st.team[slot] < 0:
            still_open += 1
        elif st.start[slot] > latest:
            latest = st.start[slot]
    st.latest[incident] = latest
    if still_open:
        latest = x.unserved[incident] + PARTLY_MINUTES * (still_open - 1)
    cost = x.weight[incident] * latest
    st.total[0] += cost - st.cost[incident]
    st.cost[incident] = cost


@compiled
def reschedule(x, st, team, place):
    """Work out a route's times from a place in it to its end."""
    time, before = x.ready[team], -1
    if place > 0:
        time, before = st.leaves[team, place - 1], st.at[team, place - 1]
    for q in range(place, st.stops[team]):
        slot = st.route[team, q]
        incident = x.incident[slot]
        time += x.direct[incident, team] if before < 0 else x.into[incident, before]
        time = max(time, x.release[incident])
        st.at[team, q], st.begins[team, q] = incident, time
        st.place[slot] = q
        st.team[slot] = team
        if st.start[slot] != time:
            st.start[slot] = time
            refresh(x, st, incident)
        time += x.service[slot]
        st.leaves[team, q] = time
        before = incident


@compiled
def account(x, st, team):
    """Count a team as gone or waiting, and its proposal as kept or changed, and price both."""
    away = 1 if st.stops[team] > 0 else 0
    if away != st.away[team]:
        for at in range(x.covers_from[team], x.covers_from[team + 1]):
            one = x.covers[at]
            if away == 1:
                st.waiting[one] -= 1
                if st.waiting[one] == 0:
                    st.total[0] += x.prices[0]
            else:
                if st.waiting[one] == 0:
                    st.total[0] -= x.prices[0]
                st.waiting[one] += 1
        st.away[team] = away
    extra = 0.0
    if x.keep[team] >= 0 and (away == 0 or st.route[team, 0] != x.keep[team]):
        extra = x.prices[1]
    st.total[0] += extra - st.extra[team]
    st.extra[team] = extra


@compiled
def put(x, st, team, place, slot):
    """Set a slot into a route."""
    for q in range(st.stops[team], place, -1):
        st.route[team, q] = st.route[team, q - 1]
    st.route[team, place] = slot
    st.stops[team] += 1
    st.team[slot] = team
    st.start[slot] = -1.0
    reschedule(x, st, team, place)
    account(x, st, team)


@compiled
def cut(x, st, team, place, length, taken, count):
    """Take stops out of a route; add the slots to `taken` and return how many there are then."""
    for q in range(place, place + length):
        slot = st.route[team, q]
        taken[count] = slot
        count += 1
        st.team[slot] = -1
        st.start[slot] = np.inf
    for q in range(place + length, st.stops[team]):
        st.route[team, q - length] = st.route[team, q]
    st.stops[team] -= length
    for at in range(count - length, count):
        refresh(x, st, x.incident[taken[at]])
    reschedule(x, st, team, place)
    account(x, st, team)
    return count


# ---- Where a slot fits best ----------------------------------------------------------------------


@compiled
def going_price(x, st, team, slot):
    """Return what it costs, beside time, to make a slot the first of a route: what nobody covers once a
    waiting team goes, and an earlier proposal changed (below 0 if it comes back)."""
    price, kept = 0.0, x.keep[team]
    if kept == slot:
        price -= x.prices[1]
    elif kept >= 0 and st.stops[team] > 0 and st.route[team, 0] == kept:
        price += x.prices[1]
    if st.stops[team] == 0:
        for at in range(x.covers_from[team], x.covers_from[team + 1]):
            if st.waiting[x.covers[at]] == 1:
                price += x.prices[0]
    return price


@compiled
def best_place(x, st, slot, blink, limit):
    """Return the cheapest way to fill a slot for less than `limit`: its cost, team and place (-1: none).

    Own waiting counts beyond the incident's other teams; every stop delayed counts. Teams come in
    order of soonest arrival from where they are, so once that alone costs more than the best, none
    after it can be better (if ways obey the triangle inequality). Each team is overlooked with
    probability `blink`. In one piece, as calls from here made it three times slower.
    """
    incident = x.incident[slot]
    weight, latest, release = x.weight[incident], st.latest[incident], x.release[incident]
    service, need = x.service[slot], x.need[slot]
    alone = x.first[incident + 1] - x.first[incident] == 1
    spared = x.prices[1] if x.promised[slot] >= 0 else 0.0
    priced = x.prices[0] > 0.0 or x.prices[1] > 0.0
    into, outof, direct = x.into[incident], x.outof[incident], x.direct[incident]
    best, best_team, best_at = limit, -1, -1
    for a in range(x.able_from[slot], x.able_from[slot + 1]):
        team = x.able[a]
        enters = x.ready[team] + direct[team]
        if weight * (enters - latest) - spared >= best:
            break
        stops, end = st.stops[team], x.end[team]
        if stops >= st.route.shape[1]:
            continue
        if not alone:
            there = False
            for other in range(x.first[incident], x.first[incident + 1]):
                there |= st.team[other] == team
            if there:
                continue
        if blink > 0.0 and random(st.rng) < blink:
            continue
        for place in range(stops + 1):
            if place > 0:
                enters = st.leaves[team, place - 1] + into[st.at[team, place - 1]]
            if enters < release:
                enters = release
            cost = weight * (enters - latest) if enters > latest else 0.0
            if place == 0 and priced:
                cost += going_price(x, st, team, slot)
            if cost >= best:
                if place == 0:
                    continue
                break
            if enters + need > end:
                break
            # Everything after it begins later, until waiting somewhere takes the delay up.
            fits = True
            if place < stops:
                time = enters + service + outof[st.at[team, place]]
                for q in range(place, stops):
                    later = st.at[team, q]
                    if time < x.release[later]:
                        time = x.release[later]
                    if time <= st.begins[team, q]:
                        break
                    other = st.route[team, q]
                    known = st.latest[later]
                    if time > known:
                        cost += x.weight[later] * (time - known)
                        if cost >= best:
                            fits = False
                            break
                    if time + x.need[other] > end:
                        fits = False
                        break
                    if q + 1 < stops:
                        time += x.service[other] + x.outof[later, st.at[team, q + 1]]
            if fits and cost < best:
                best, best_team, best_at = cost, team, place
    return best, best_team, best_at


# ---- Ruin and recreate -------------------------------------------------------------------------


@compiled
def ruin(x, st, seed, routes, longest, old, old_stops, mark, out, turn, touched, taken):
    """Take strings of stops near a slot out of up to so many routes, and list open slots near it too.
    Return how many routes were touched and how many slots are to be filled."""
    count, changed, opened = 0, 0, 0
    for at in range(x.near.shape[1]):
        slot = x.near[seed, at]
        team = st.team[slot]
        if team < 0:
            if out[slot] != turn and opened < 10 and random(st.rng) < 0.5:
                out[slot] = turn
                taken[count] = slot
                count += 1
                opened += 1
            continue
        if changed >= routes:
            break
        if mark[team] == turn:
            continue
        changed = remember(st, team, turn, old, old_stops, mark, touched, changed)
        stops = st.stops[team]
        length = min(stops, int(random(st.rng) * min(float(stops), longest) + 1.0))
        place = st.place[slot]
        low, high = max(0, place - length + 1), min(place, stops - length)
        begin = low + int(random(st.rng) * (high - low + 1))
        for q in range(begin, begin + length):
            out[st.route[team, q]] = turn
        count = cut(x, st, team, begin, length, taken, count)
    return changed, count


@compiled
def remember(st, team, turn, old, old_stops, mark, touched, changed):
    """Keep a route as it was before this turn, once; return how many are kept."""
    if mark[team] == turn:
        return changed
    mark[team] = turn
    touched[changed] = team
    old_stops[team] = st.stops[team]
    for q in range(st.stops[team]):  # a slice would be copied twice
        old[team, q] = st.route[team, q]
    return changed + 1


@compiled
def sort_for_filling(x, st, taken, count, key):
    """Order slots to be filled: by chance, by weight over work, or by weight."""
    kind = random(st.rng)
    for at in range(count):
        slot = taken[at]
        weight = x.weight[x.incident[slot]]
        if kind < 0.35:
            key[at] = random(st.rng)
        elif kind < 0.75:
            key[at] = -weight / x.service[slot]
        else:
            key[at] = -weight
    for at in range(1, count):
        value, slot, back = key[at], taken[at], at - 1
        while back >= 0 and key[back] > value:
            key[back + 1], taken[back + 1] = key[back], taken[back]
            back -= 1
        key[back + 1], taken[back + 1] = value, slot


@compiled
def undo(x, st, old, old_stops, touched, changed, taken, count):
    """Put the routes touched back as they were."""
    for at in range(changed):
        team = touched[at]
        for q in range(st.stops[team]):
            slot = st.route[team, q]
            st.team[slot] = -1
            st.start[slot] = np.inf
    for at in range(changed):
        team = touched[at]
        st.stops[team] = old_stops[team]
        for q in range(old_stops[team]):
            st.route[team, q] = old[team, q]
            st.team[old[team, q]] = team
    for at in range(count):
        refresh(x, st, x.incident[taken[at]])
    for at in range(changed):
        reschedule(x, st, touched[at], 0)
        account(x, st, touched[at])


@compiled
def typical_stops(st):
    """Return the mean number of stops of the teams that go anywhere."""
    going, stops = 0, 0
    for team in range(len(st.stops)):
        stops += st.stops[team]
        going += st.stops[team] > 0
    return stops / max(1, going)


@njit(cache=True, nogil=True)
def search(x, st, seeds, turns, heat, blink, removed, best_route, best_stops, best_total):
    """Try so many changes at one temperature, each around one of `seeds`; keep the best ever seen."""
    teams, slots = len(x.ready), len(x.incident)
    old, old_stops = np.empty_like(st.route), np.empty(teams, np.int32)
    mark, out = np.zeros(teams, np.int64), np.zeros(slots, np.int64)
    touched, taken, key = np.empty(teams, np.int32), np.empty(slots, np.int32), np.empty(slots)
    stale = np.ones(teams, np.bool_)
    longest = max(1.0, min(10.0, typical_stops(st)))
    for turn in range(1, turns + 1):
        before = st.total[0]
        routes = int(random(st.rng) * max(1.0, 4.0 * removed / (1.0 + longest) - 1.0) + 1.0)
        seed = seeds[int(random(st.rng) * len(seeds))]
        changed, count = ruin(
            x, st, seed, routes, longest, old, old_stops, mark, out, turn, touched, taken
        )
        sort_for_filling(x, st, taken, count, key)
        for at in range(count):
            slot = taken[at]
            incident = x.incident[slot]
            limit = x.weight[incident] * (x.unserved[incident] - st.latest[incident])
            _, team, place = best_place(x, st, slot, blink, limit)
            if team >= 0:
                changed = remember(st, team, turn, old, old_stops, mark, touched, changed)
                put(x, st, team, place, slot)
        # Where ways do not obey the triangle inequality, what was behind a stop taken out begins later.
        late = False
        for at in range(changed):
            team = touched[at]
            for q in range(st.stops[team]):
                late |= st.begins[team, q] + x.need[st.route[team, q]] > x.end[team]
        if late or st.total[0] >= before - heat * np.log(random(st.rng) + 1e-300):
            undo(x, st, old, old_stops, touched, changed, taken, count)
            st.total[0] = before
            continue
        for at in range(changed):
            stale[touched[at]] = True
        if st.total[0] < best_total[0] - 1e-7:
            best_total[0] = st.total[0]
            for team in range(teams):
                if stale[team]:
                    stale[team] = False
                    best_stops[team] = st.stops[team]
                    for q in range(st.stops[team]):
                        best_route[team, q] = st.route[team, q]
