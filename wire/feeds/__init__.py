"""Feeds that are polled: folders, addresses and AP's interface are asked when they are due, and what came is taken in."""
