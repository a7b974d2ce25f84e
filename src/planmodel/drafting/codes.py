"""The codes of what a draft is not sure about."""

from __future__ import annotations

from typing import Literal

from planmodel.words import Message, say

__all__ = ["DOUBTS"]

DOUBTS: dict[str, tuple[Literal["warning", "info"], Message, Message]] = {
    "PM801": ("warning", say("PM801.title"), say("PM801.usual")),
    "PM802": ("warning", say("PM802.title"), say("PM802.usual")),
    "PM803": ("warning", say("PM803.title"), say("PM803.usual")),
    "PM804": ("warning", say("PM804.title"), say("PM804.usual")),
    "PM805": ("warning", say("PM805.title"), say("PM805.usual")),
    "PM806": ("warning", say("PM806.title"), say("PM806.usual")),
    "PM807": ("warning", say("PM807.title"), say("PM807.usual")),
    "PM808": ("info", say("PM808.title"), say("PM808.usual")),
    "PM809": ("info", say("PM809.title"), say("PM809.usual")),
    "PM810": ("warning", say("PM810.title"), say("PM810.usual")),
    "PM811": ("warning", say("PM811.title"), say("PM811.usual")),
    "PM812": ("info", say("PM812.title"), say("PM812.usual")),
    "PM813": ("info", say("PM813.title"), say("PM813.usual")),
}
"""Code → severity, what it is, and what to do about it, in the order of what hangs on it."""
