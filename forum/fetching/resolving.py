"""Finding out which addresses a name stands for, within a time: the system's own resolver knows no hurry."""

import socket
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread

from forum.hosts import HERE

# All the addresses of a name, as text, within so many seconds. OSError when there is none, TimeoutError when late.
Resolve = Callable[[str, float], Sequence[str]]

# Threads that wait for a resolver which does not answer cannot be ended; nobody shall be able to collect them.
_ASKING = BoundedSemaphore(16)


def resolve(host: str, seconds: float) -> Sequence[str]:
    """Ask the system, in a thread that is left behind when it takes too long."""
    if not _ASKING.acquire(blocking=False):
        raise TimeoutError("too many names are being looked up")
    found: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()

    def ask() -> None:
        try:
            found.put(_asked(host))
        finally:
            _ASKING.release()

    Thread(target=ask, name="resolving", daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _asked(host: str) -> Sequence[str] | OSError:
    name = HERE if host.endswith(f".{HERE}") else host  # RFC 6761, section 6.3: not all systems know it
    try:
        rows = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        return error if isinstance(error, OSError) else OSError("not the name of a host")
    return list(dict.fromkeys(str(address[0]) for *_, address in rows))
