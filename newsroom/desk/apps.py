from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, as the newsroom's desk."""

    default_site = "newsroom.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()  # finds every app's own screens
        from newsroom.desk import ledger, people, stories

        people.register()
        stories.register()
        ledger.register()
