from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "wire"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.signals import saved_over
        from wire.reopening import after_saving_over

        saved_over.connect(after_saving_over, dispatch_uid="agency_changes_wait_again")
