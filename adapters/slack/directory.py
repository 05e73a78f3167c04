"""Which workspaces installed Rapport, and through which of them a channel is reached.

One list in memory, so that no request asks the database or Slack who it is for. Where one workspace is named in the
environment, it is the only one, whatever id a payload carries: then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from adapters.base import Clock, Installation, Installations
from rules.model import PlaceId

READ_AGAIN = timedelta(seconds=10)
"""How soon what is kept is read again for an id that is not known: another process may just have kept it."""


class Directory:
    """Installations by id, and the roads to places. `load` before use."""

    def __init__(self, store: Installations, clock: Clock, only: Installation | None = None) -> None:
        self._store = store
        self._clock = clock
        self._read_at = clock()
        self._only = only
        self._by_id: dict[str, Installation] = {only.id: only} if only else {}
        self._roads: dict[PlaceId, list[str]] = {}
        self._bots: set[str] = set()
        self._note_bots(self._by_id.values())

    async def load(self) -> None:
        """Read what is kept; again after another process may have changed it."""
        if self._only:
            return
        self._read_at = self._clock()
        self._by_id = {installation.id: installation for installation in await self._store.all()}
        self._note_bots(self._by_id.values())
        self._roads = {}
        for place, id in await self._store.roads():
            self._roads.setdefault(place, []).append(id)

    # Who -------------------------------------------------------------------------------------------------------------

    @property
    def all(self) -> tuple[Installation, ...]:
        return tuple(self._by_id.values())

    @property
    def bots(self) -> Collection[str]:
        """The user ids of Rapport itself, in all workspaces."""
        return self._bots

    def of(self, id: str | None, enterprise: str | None = None) -> Installation | None:
        """The installation a payload names: by its team, else by the organisation it was installed for."""
        if self._only:
            return self._only
        return self._by_id.get(id or "") or self._by_id.get(enterprise or "")

    async def find(self, id: str | None) -> Installation | None:
        """As `of`, and looks whether another process has kept it meanwhile."""
        if self.of(id) is None and id and self._clock() - self._read_at >= READ_AGAIN:
            await self.load()
        return self.of(id)

    def note_bot(self, user: str) -> None:
        """A payload says that this user is Rapport."""
        self._bots.add(user)

    async def keep(self, installation: Installation) -> None:
        """It was installed, or its token is a new one."""
        if self._only:
            self._only = installation
            self._by_id = {}
        else:
            await self._store.keep(installation)
        self._by_id[installation.id] = installation
        self._note_bots([installation])

    async def drop(self, id: str) -> None:
        """It was uninstalled. The one of the environment stays: whoever set it takes it away."""
        if self._only:
            return
        self._by_id.pop(id, None)
        for roads in self._roads.values():
            if id in roads:
                roads.remove(id)
        await self._store.drop(id)

    # How to get there ------------------------------------------------------------------------------------------------

    def roads(self, place: PlaceId) -> tuple[Installation, ...]:
        """Through whom a place is reached, the oldest first; where nobody knows, through the one there is."""
        known = tuple(self._by_id[id] for id in self._roads.get(place, ()) if id in self._by_id)
        return known or (self.all if len(self._by_id) == 1 else ())

    async def note_road(self, place: PlaceId, installation: Installation) -> None:
        """Something of this place came through this installation. Costs nothing once it is known."""
        roads = self._roads.setdefault(place, [])
        if installation.id in roads:
            return
        roads.append(installation.id)
        if not self._only:
            await self._store.keep_road(place, installation.id)

    async def drop_road(self, place: PlaceId, installation: Installation) -> bool:
        """This installation no longer reaches there; whether another one still does."""
        roads = self._roads.setdefault(place, [])
        if installation.id in roads:
            roads.remove(installation.id)
        if not self._only:
            await self._store.drop_road(place, installation.id)
        return bool(roads)

    def _note_bots(self, installations: Iterable[Installation]) -> None:
        self._bots.update(each.bot_user for each in installations if each.bot_user)
