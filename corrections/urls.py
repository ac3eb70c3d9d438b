from django.urls import path, register_converter

from corrections import views
from newsroom.base.numbers import RowId

register_converter(RowId, "row")

app_name = "corrections"
urlpatterns = [
    path("", views.log, name="log"),
    path("<row:pk>/", views.notice, name="notice"),
    path("<row:pk>/passage/", views.passage, name="passage"),
    path("report/<row:article_id>/", views.report_error, name="report_error"),
    path("tickets/", views.ticket, name="ticket"),
    path("tickets/answer/", views.answer, name="answer"),
    path("tickets/add/", views.add, name="add"),
    path("tickets/withdraw/", views.change, {"what": "withdraw"}, name="withdraw"),
    path("tickets/data/", views.data, name="data"),
    path("tickets/erase/", views.change, {"what": "erase"}, name="erase"),
    path("tickets/link/", views.change, {"what": "link"}, name="link"),
    path("tickets/leave/", views.leave, name="leave"),
    path("accuracy/", views.accuracy, name="accuracy"),
]
