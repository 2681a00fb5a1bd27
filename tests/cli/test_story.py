"""From the call to the situation report, by commands alone, in a real installation."""


def test_the_whole_story_can_be_told_by_commands(najda):
    report = najda.made(
        "reports", "receive", "سقط جدار على عائلة", "--place", "جبلة", "--trapped", "2"
    )["id"]
    assert "Jablah" in najda("reports", "list").stdout
    incident = najda.made(
        "incidents", "open", "rescue", "--report", report[-8:], "--threat", "immediate"
    )["id"]
    assert "1 critical" in najda("incidents", "list").stdout
    team = najda.made(
        "teams", "register", "Jableh 1", "--position", "35.4,35.9", "-c", "search_and_rescue"
    )["id"]
    assert "off shift" in najda("missions", "propose", incident).stdout
    najda("teams", "shift", "start", "Jableh 1", "--until", "+8h")
    assert "Jableh 1" in najda("missions", "propose").stdout
    mission = najda.made("missions", "send", incident, "Jableh 1")["id"]
    for step in ("accept", "depart", "arrive"):
        najda("missions", step, mission, "Jableh 1")
    najda("missions", "outcome", mission, team, "--rescued", "2", "--moved", "immediate=1")
    najda("missions", "done", mission, "Jableh 1")
    najda("missions", "close", mission, "--ending", "resolved")
    assert "closed" in najda("incidents", "list", "--all").stdout
    told = najda("situation", "report").stdout
    assert "People rescued by our teams" in told
    assert "سقط جدار" in najda("reports", "show", report[-8:]).stdout
    najda("people", "erase", report, "--yes")
    assert "سقط جدار" not in najda("reports", "show", report).stdout
    assert "is whole" in najda("ledger", "verify").stdout


def test_plans_refusals_and_hazards_can_be_told_by_commands(drill):
    najda = drill
    incident = najda.made("incidents", "open", "firefighting", "--position", "35.5,35.8")["id"]
    for name in ("One", "Two"):
        najda("teams", "register", name, "--position", "35.5,35.8", "-c", "firefighting")
        najda("teams", "shift", "start", name, "--until", "+8h")
    mission = najda.made("missions", "preassign", incident, "One")["id"]
    assert "preassigned" in najda("teams", "show", "One", "--sealed").stdout
    najda("missions", "take-off", mission, "One")
    najda(
        "missions", "send", incident, "Two", "--mission", mission, "--override-reason", "is nearer"
    )
    najda("missions", "refuse", mission, "Two", "--reason", "no fuel")
    najda("missions", "send", incident, "One", "--mission", mission, "--override-reason", "is free")
    najda("missions", "call-back", mission, "One", "--reason", "false alarm")
    najda("missions", "abort", mission, "--reason", "nothing there")
    najda("incidents", "assess", incident, "--threat", "none", "--people", "0")
    najda("incidents", "place", incident, "--position", "35.51,35.81")
    najda("incidents", "revise", incident, "utilities")
    najda("incidents", "close", incident, "--ending", "nothing_found", "--reason", "nothing")
    najda("incidents", "reopen", incident, "--reason", "smoke again")
    hazard = najda.made(
        "hazards", "report", "active_fire", "--radius", "90", "--position", "35.5,35.8"
    )
    najda("hazards", "extend", hazard["id"], "--until", "+2h", "--reason", "wind")
    assert "fire" in najda("hazards", "list").stdout
    najda("hazards", "clear", hazard["id"], "--reason", "out")
    assert "aborted" in najda("missions", "list", "--all").stdout


def test_teams_are_kept_by_commands(drill):
    najda = drill
    najda("teams", "register", "One", "--position", "35.5,35.8", "-c", "medical")
    najda("teams", "revise", "one", "-c", "ambulance", "--rest", "10", "--check-in", "5")
    najda("teams", "join", "One", "Invented Person", "-c", "medical")
    shown = najda.made("teams", "show", "One")
    assert (shown["rest_hours"], shown["members"][0]["name"]) == (10, "Invented Person")
    najda("teams", "vehicle", "give", "One", "Van 1", "--seats", "4")
    vehicle = najda.made("teams", "show", "One", "--sealed")["vehicles"][0]["id"]
    najda("teams", "vehicle", "take", "One", vehicle[-8:], "--reason", "broke down")
    najda("teams", "leave", "One", shown["members"][0]["id"][-8:])
    najda("teams", "shift", "start", "One", "--until", "+3h", "--at", "-30m")
    assert "One" in najda("teams", "alarms").stdout
    najda("teams", "answer", "One", "--reason", "radio was off")
    najda("teams", "check-in", "One", "--position", "35.5,35.9")
    najda("teams", "shift", "extend", "One", "--until", "+4h", "--reason", "still digging")
    najda("teams", "shift", "end", "One")
    najda("teams", "stand-down", "One", "--reason", "merged")
    assert "One" not in najda("teams", "list").stdout


def test_reports_are_judged_by_commands(drill):
    najda = drill
    report = najda.made("reports", "receive", "a test call")["id"]
    incident = najda.made("incidents", "open", "medical", "--position", "35.5,35.8")["id"]
    najda("reports", "set-aside", report, "--reason", "a test")
    najda("reports", "take-up", report, "--reason", "was none")
    najda("reports", "link", report, incident)
    assert report[-8:] in najda("reports", "list", "--incident", incident).stdout
    najda("reports", "split", report, "--reason", "another house")
    assert "not judged yet" in najda("reports", "show", report).stdout
