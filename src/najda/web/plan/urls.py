"""Addresses of the plan and of cover."""

from django.urls import path

from . import aiding, confirming, covering, reasons, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/<uuid:incident>/confirm/", confirming.confirm, name="confirm_proposal"),
    path("plan/<uuid:incident>/why/<slug:capability>/", reasons.why, name="explain_proposal"),
    path("plan/<uuid:incident>/what-if/<uuid:team>/", reasons.what_if, name="what_if"),
    path("cover/", covering.cover, name="cover"),
    path("cover/aid/new/", aiding.ask, name="ask_for_aid"),
    path("cover/aid/<uuid:aid>/answer/", aiding.answer, name="answer_aid"),
    path("cover/aid/<uuid:aid>/extend/", aiding.extend, name="extend_aid"),
    path("cover/aid/<uuid:aid>/teams/", aiding.teams, name="aid_teams"),
    path("cover/aid/<uuid:aid>/teams/<uuid:team>/leave/", aiding.leave, name="team_left_aid"),
    path("cover/aid/<uuid:aid>/withdraw/", aiding.withdraw, name="withdraw_aid"),
]
