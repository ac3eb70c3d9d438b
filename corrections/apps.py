from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CorrectionsConfig(AppConfig):
    name = "corrections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from corrections import promises

        post_migrate.connect(promises.fill, sender=self, dispatch_uid="answer times")
