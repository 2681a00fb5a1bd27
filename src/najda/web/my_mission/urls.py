"""Addresses of the team's own page."""

from django.urls import path

from . import acts, views

urlpatterns = [
    path("", views.my_mission, name="my_mission"),
    path("step/<str:step>/", acts.step, name="my_step"),
    path("refuse/", acts.refuse_mission, name="my_refusal"),
    path("outcome/", acts.outcome, name="my_outcome"),
    path("check-in/", acts.check_in, name="my_check_in"),
    path("shift/", acts.shift, name="my_shift"),
    path("shift/end/", acts.end_shift, name="my_shift_end"),
    path("directions/", acts.directions, name="my_directions"),
    path("why/", acts.why, name="my_news"),
]
