"""Addresses of the plan, its updates, its leads and the messages about them."""

from django.urls import path

from actions.views import (
    approvals,
    calendar,
    carrying,
    editing,
    exports,
    leads,
    messages,
    planning,
    plans,
    time_line,
    updates,
)

app_name = "actions"

urlpatterns = [
    path("<ods:ods_code>/actions/", plans.plan, name="plan"),
    path("<ods:ods_code>/actions/print/", exports.on_paper, name="on_paper"),
    path("<ods:ods_code>/actions/timeline/", time_line.time_line, name="time_line"),
    path("<ods:ods_code>/actions.xlsx", exports.spreadsheet, name="spreadsheet"),
    path("<ods:ods_code>/actions.csv", exports.csv, name="csv"),
    path("<ods:ods_code>/plans/new/", planning.start, name="start_plan"),
    path("<ods:ods_code>/plans/<int:pk>/", planning.about, name="about_plan"),
    path("<ods:ods_code>/plans/<int:pk>/change/", planning.change, name="change_plan"),
    path("<ods:ods_code>/plans/<int:pk>/order/", planning.order, name="order"),
    path("<ods:ods_code>/plans/<int:pk>/order/move/", planning.move_to, name="move_to"),
    path("<ods:ods_code>/plans/<int:pk>/actions/new/", editing.add, name="add_action"),
    path("<ods:ods_code>/plans/<int:pk>/approve/", approvals.record, name="approve"),
    path("<ods:ods_code>/approvals/<int:pk>/", approvals.changes, name="approval"),
    path("<ods:ods_code>/approvals/<int:pk>/wording/", approvals.wording, name="approved_wording"),
    path("<ods:ods_code>/approvals/<int:pk>/withdraw/", approvals.withdraw, name="withdraw_approval"),
    path("<ods:ods_code>/plans/<int:pk>/carry-forward/", carrying.choose, name="carry_forward"),
    path("<ods:ods_code>/plans/<int:pk>/carry-forward/check/", carrying.check, name="carry_check"),
    path("<ods:ods_code>/carryings/<int:pk>/undo/", carrying.undo, name="undo_carrying"),
    path("<ods:ods_code>/my-actions/", plans.mine, name="mine"),
    path("<ods:ods_code>/calendar/", calendar.calendar, name="calendar"),
    path("<ods:ods_code>/calendar/stop/", calendar.stop_calendar, name="stop_calendar"),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("<ods:ods_code>/actions/<int:pk>/", plans.action, name="action"),
    path("<ods:ods_code>/actions/<int:pk>/update/", updates.update, name="update"),
    path("<ods:ods_code>/actions/<int:pk>/row/", updates.row, name="row"),
    path("<ods:ods_code>/actions/<int:pk>/edit/", editing.edit, name="edit_action"),
    path("<ods:ods_code>/actions/<int:pk>/remove/", editing.remove, name="remove_action"),
    path("<ods:ods_code>/actions/<int:pk>/up/", planning.move_up, name="move_up"),
    path("<ods:ods_code>/actions/<int:pk>/down/", planning.move_down, name="move_down"),
    path("<ods:ods_code>/updates/<int:pk>/undo/", updates.undo, name="undo"),
    path("<ods:ods_code>/leads/", leads.leads, name="leads"),
    path("<ods:ods_code>/leads/<int:pk>/", leads.lead, name="lead"),
    path("<ods:ods_code>/messages/", messages.messages, name="messages"),
]
