from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "newsroom.base"
    label = "base"
    verbose_name = "Ground"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsroom.base import append_only, seals, word_indexes

        post_migrate.connect(append_only.install_after_migrate, dispatch_uid="append_only_guards")
        post_migrate.connect(word_indexes.install_after_migrate, dispatch_uid="word_indexes")
        post_migrate.connect(seals.seal_older_after_migrate, sender=self, dispatch_uid="seal_older")
        connection_created.connect(plan_without_compiling, dispatch_uid="plan_without_compiling")


def plan_without_compiling(connection: Any, **kwargs: Any) -> None:
    """PostgreSQL takes longer to compile a page's queries than to answer them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit TO off")
