from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    """Django's admin, as the newsroom's desk."""

    default_site = "newsroom.desk.site.DeskSite"
