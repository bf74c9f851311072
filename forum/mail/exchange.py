"""Lines that are kept open for the next mail, and hung up when there is none."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from forum.hosts import MailServer
from forum.mail.answers import NotNow, Outcome
from forum.mail.line import Line, NoLine, Patience

# A mail that comes within this finds the line open, in seconds; servers hang up after minutes.
KEPT_FOR = 15.0
# Some servers count the mails of a connection, and none minds a new one after so many.
MOST_ON_A_LINE = 100


@dataclass
class Exchange:
    """As many lines as there are conversations at once."""

    patience: Patience = field(default_factory=Patience)
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    _idle: list[Line] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hand_over(
        self, server: MailServer, hello: str, sender: str, to: str, content: bytes, before_text: Callable[[], None]
    ) -> Outcome:
        """One mail, over a line that is open already or a new one."""
        try:
            line = self._kept(server) or Line(server, hello, self.patience, self.trust)
        except NoLine as trouble:
            return NotNow(str(trouble))
        outcome = line.hand_over(sender, to, content, before_text)
        self._keep(line)
        return outcome

    def hang_up(self, unused_for: float = KEPT_FOR) -> None:
        """Those that nobody has used for as long."""
        with self._lock:
            old = [line for line in self._idle if time.monotonic() - line.last_used >= unused_for]
            self._idle = [line for line in self._idle if line not in old]
        for line in old:
            line.hang_up()

    def _kept(self, server: MailServer) -> Line | None:
        while True:
            with self._lock:
                line = next((line for line in self._idle if line.server == server), None)
                if line is None:
                    return None
                self._idle.remove(line)
            if line.handed_over < MOST_ON_A_LINE and line.is_good():
                return line
            line.hang_up()

    def _keep(self, line: Line) -> None:
        if line.sock:
            line.last_used = time.monotonic()
            with self._lock:
                self._idle.append(line)
