from django.urls import path

from corrections import views

app_name = "corrections"
urlpatterns = [
    path("", views.log, name="log"),
    path("<int:pk>/", views.notice, name="notice"),
    path("report/<int:article_id>/", views.report_error, name="report_error"),
    path("tickets/", views.ticket, name="ticket"),
    path("tickets/answer/", views.answer, name="answer"),
    path("accuracy/", views.accuracy, name="accuracy"),
]
