"""How long it takes to get there, over OpenStreetMap's roads or by distance.

reading, extract, tags   what an extract says of roads
network, turns           roads as arrays, forbidden turns
building, storing        from an extract to one file
engines, engine_*        the quickest ways: contraction hierarchies, and Dijkstra beside them
snapping, hindrances     which road is meant, and what is closed
network_roads, ground    journeys, and where places meet the graph
tracing                  what lies along a way
straight, kept           the estimate, and whichever of both an installation has
"""

from __future__ import annotations

from .straight import DETOUR_FACTOR, SPEED_KMH, StraightRoads

__all__ = ["DETOUR_FACTOR", "SPEED_KMH", "StraightRoads"]
