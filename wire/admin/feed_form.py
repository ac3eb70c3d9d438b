"""The form of a feed says in an editor's words what is not allowed, before a poll would."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django import forms

from wire import formats
from wire.feeds import addresses, folders, sources
from wire.feeds.addresses import Access
from wire.feeds.errors import FetchError
from wire.models import Feed

AP_FEED = "https://api.ap.org/media/v/content/feed"
SECRETS = {"apikey", "api_key", "api-key", "x-api-key", "key", "token", "access_token", "password"}


class FeedForm(forms.ModelForm):
    format = forms.ChoiceField(
        required=False,
        choices=[("", "Told from the content"), *((name, name) for name in formats.PARSERS)],
        help_text="Choose one only if the agency's messages are taken for something else.",
    )
    interval = forms.IntegerField(
        required=False,
        min_value=5,
        max_value=86_400,
        label="Seconds between polls",
        help_text=Feed._meta.get_field("interval").help_text,
    )

    class Meta:
        model = Feed
        fields = (
            "name", "slug", "source", "address", "format", "key_variable", "hosts", "interval", "silent_after", "agency",
            "agencies", "section", "topics", "policy", "is_active",
        )  # fmt: skip
        widgets = {"hosts": forms.Textarea({"rows": 3}), "address": forms.TextInput({"size": 80})}

    def clean_interval(self) -> int:
        default: int = Feed._meta.get_field("interval").get_default()
        return self.cleaned_data["interval"] or default

    def clean_hosts(self) -> str:
        """One host on a line, without scheme or path."""
        hosts = addresses.named_hosts(self.cleaned_data["hosts"])
        for host in hosts:
            try:
                is_host = addresses.read(f"https://{host}/").path == "/" and "/" not in host and ":" not in host
            except FetchError:
                is_host = False
            if not is_host:
                raise forms.ValidationError(f"“{host}” is no host's name. Write it as in images.agency.example, one on a line.")
        return "\n".join(hosts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        source, address = data.get("source"), (data.get("address") or "").strip()
        if source == Feed.Source.AP and not address:
            address = AP_FEED
        data["address"] = address
        try:
            if source == Feed.Source.FOLDER:
                self._check_folder(address)
            elif source in (Feed.Source.HTTP, Feed.Source.AP):
                _check_address(address, data.get("hosts") or "")
        except FetchError as error:
            self.add_error("address", str(error))
        agency, agencies = data.get("agency"), data.get("agencies")
        if agency and agencies and agency not in agencies:
            self.add_error("agencies", f"All of its copy is {agency}’s, so it must be allowed to speak for {agency}.")
        return data

    def _check_folder(self, address: str) -> None:
        if not address:
            raise FetchError("Which folder? Its path below one of those that the operator allows (WIRE_FOLDERS).")
        folder = folders.folder_of(address)
        for other in Feed.objects.filter(source=Feed.Source.FOLDER, is_active=True).exclude(pk=self.instance.pk):
            try:
                taken = folders.folder_of(other.address)
            except FetchError:
                continue
            if folder == taken or folder in taken.parents or taken in folder.parents:
                raise FetchError(f"The feed “{other}” watches {taken} already; each file would come twice.")

    def warnings(self) -> list[str]:
        """What may be right all the same, and must be known."""
        feed, told = self.instance, []
        if feed.source == Feed.Source.COMMAND:
            return []
        if feed.source == Feed.Source.FOLDER:
            folder = folders.folder_of(feed.address)
            return [] if folder.is_dir() else [f"The folder {folder} is not there yet. Make it, or the polls will fail."]
        try:
            sources.key_in(feed.key_variable)
        except FetchError:
            told.append(
                f"{feed.key_variable} is not set in this server's environment. Ask the operator to set it for the worker too."
            )
        if feed.source == Feed.Source.AP and not feed.key_variable:
            told.append("AP answers nobody without a key: name the variable that holds it, such as WIRE_KEY_AP.")
        return told


def _check_address(address: str, hosts: str) -> None:
    if not address:
        raise FetchError("Which address? https://…")
    if SECRETS & {name.casefold() for name in parse_qs(urlsplit(address).query, keep_blank_values=True)}:
        raise FetchError("A key has no place in the address, where everyone sees it; it is kept as a WIRE_KEY_… variable.")
    target = addresses.read(address)
    Access.to(address, hosts).check(target)
    if target.host == "localhost" or _is_number(target.host):
        addresses.addresses_of(target)  # nobody has to be asked for these; other names are looked up when they are polled


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdigit() or host.startswith("0x")
    return True
