from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Reader pages, feeds and the API."""

    name = "newsroom.site"
    label = "reader_site"
