from django.http import HttpResponse


def log(request):
    return HttpResponse()


notice = report_error = ticket = answer = accuracy = log
