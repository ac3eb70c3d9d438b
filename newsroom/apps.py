from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsroomConfig(AppConfig):
    """The roof: roles, commands, and what needs several floors."""

    name = "newsroom"
    verbose_name = "Newsroom"

    def ready(self) -> None:
        from newsroom import roles

        # Without a sender: Django sends no signal for an app that has no models, as this one.
        post_migrate.connect(roles.grant_after_migrate, dispatch_uid="roles")
