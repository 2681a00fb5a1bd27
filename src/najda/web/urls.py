"""Every address there is. A folder of pages adds its own `urls.py` here; each view declares who may
open it (see `access`), and tests/web/test_access.py holds the whole list against the table."""

from django.urls import include, path

from .home import views as home

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", home.health, name="health"),
    path("style/", include("najda.web.style.urls")),
    path("", include("najda.web.accounts.urls")),
    # the board
    path("board/", include("najda.web.board.urls")),
    path("map/", include("najda.web.map.urls")),
    #
    # calls and reports
    path("places/", include("najda.web.places.urls")),
    path("calls/", include("najda.web.calls.urls")),
    path("reports/import/", include("najda.web.imports.urls")),
    path("reports/", include("najda.web.reports.urls")),
    #
    # incidents
    path("incidents/", include("najda.web.incidents.urls")),
    #
    # missions
    path("missions/", include("najda.web.missions.urls")),
    #
    # teams
    path("my-mission/", include("najda.web.my_mission.urls")),
    path("teams/", include("najda.web.teams.urls")),
    #
    # hazards
    path("hazards/", include("najda.web.hazards.urls")),
    #
    # the day
    path("", include("najda.web.day.urls")),
    # devices and the API
    path("", include("najda.web.api.urls")),
    # public reports
    path("report/", include("najda.web.public.urls")),
]

handler400 = "najda.web.errors.bad_request"
handler403 = "najda.web.errors.not_permitted"
handler404 = "najda.web.errors.not_found"
handler500 = "najda.web.errors.failed"
