"""A connection that keeps to one deadline and one measure, whatever is done on it.

A timeout of a socket begins anew with every byte: a server that drips would be listened to for ever. Here each step
gets what is left of the whole.
"""

import io
import socket
import time
from http.client import HTTPException
from typing import Any


class Deadline:
    """The moment by which all is over."""

    def __init__(self, seconds: float) -> None:
        self.began = time.monotonic()
        self._until = self.began + seconds

    def left(self) -> float:
        """In seconds. TimeoutError when there is nothing left."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def spent(self) -> float:
        return time.monotonic() - self.began


class Wire:
    """As much of a socket as `http.client` asks for."""

    def __init__(self, line: socket.socket, deadline: Deadline, most: int) -> None:
        self._line, self._deadline, self._most = line, deadline, most

    def sendall(self, content: bytes) -> None:
        while content:
            self._line.settimeout(self._deadline.left())
            content = content[self._line.send(content) :]

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._deadline, self._most))

    def close(self) -> None:
        """Whoever opened the line closes it, once the answer has been read."""


class _Incoming(io.RawIOBase):
    """What the other side sends, headers included, until it is too much."""

    def __init__(self, line: socket.socket, deadline: Deadline, most: int) -> None:
        self._line, self._deadline, self._left = line, deadline, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if self._left <= 0:
            raise HTTPException("it goes on and on")
        self._line.settimeout(self._deadline.left())
        count = self._line.recv_into(buffer, min(len(buffer), self._left))
        self._left -= count
        return count
