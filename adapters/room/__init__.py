"""A shared channel on this machine, in memory: to try Rapport, to test it, to show it. The smallest whole platform."""

from adapters.room.fields import Malformed
from adapters.room.ids import channel, conversation, name_in, person_id
from adapters.room.lookup import link_to
from adapters.room.render import answer_lines, lines, page, page_form
from adapters.room.room import Change, Room
from adapters.room.standing import Standing

__all__ = [
    "Change",
    "Malformed",
    "Room",
    "Standing",
    "answer_lines",
    "channel",
    "conversation",
    "lines",
    "link_to",
    "name_in",
    "page",
    "page_form",
    "person_id",
]
