"""What a fault is: what happens to the site, in a short form and a long one, and what must hold all the same."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.faults.figures import Figures
from tests.faults.site import Site, site_of

T = TypeVar("T")


@dataclass
class Ground:
    """Where faults are tried: how much of each, in which folder, and the sites that stand there."""

    folder: Path
    long: bool
    sites: dict[str, Site] = field(default_factory=dict)
    open: ExitStack = field(default_factory=ExitStack)

    def scale(self, short: T, long: T) -> T:
        return long if self.long else short

    def site(self, name: str, database: str = "sqlite", log: Path | None = None, **settings: str) -> Site:
        """The site of that name, running, and no other; faults that leave it whole can share one."""
        if name not in self.sites:
            self.sites[name] = self.open.enter_context(site_of(self.folder / name, database, **settings))
            self.sites[name].server.log = log
        for site in self.sites.values():
            if site is not self.sites[name]:
                site.server.stop()
        self.sites[name].server.start()
        return self.sites[name]


@dataclass(frozen=True)
class Fault:
    number: str
    done: str  # what is done to the site
    run: Callable[[Ground], Figures] | None
    not_yet: str = ""  # why there is nothing to try
