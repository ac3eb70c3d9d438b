"""A verb that cannot be done says why, in the editor's words."""


class Refused(Exception):
    """The newsroom's rules forbid this act; the message is shown to the person who tried it."""
