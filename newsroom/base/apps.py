from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "newsroom.base"
    label = "base"
    verbose_name = "Ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsroom.base import append_only, seals

        post_migrate.connect(append_only.install_after_migrate, dispatch_uid="append_only_guards")
        post_migrate.connect(seals.seal_older_after_migrate, sender=self, dispatch_uid="seal_older")
