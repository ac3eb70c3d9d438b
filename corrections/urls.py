from django.urls import path, register_converter

from corrections import views


class RowId:
    """A number that a database can hold; a longer one leads nowhere."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(RowId, "row")

app_name = "corrections"
urlpatterns = [
    path("", views.log, name="log"),
    path("<row:pk>/", views.notice, name="notice"),
    path("report/<row:article_id>/", views.report_error, name="report_error"),
    path("tickets/", views.ticket, name="ticket"),
    path("tickets/answer/", views.answer, name="answer"),
    path("tickets/leave/", views.leave, name="leave"),
    path("accuracy/", views.accuracy, name="accuracy"),
]
