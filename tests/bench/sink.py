"""A mail server that takes whatever it is handed and keeps nothing: so cheap that who sends is what is measured."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_END_OF_TEXT = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One conversation: every command is taken, every text forgotten."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.heard, self.in_text = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.heard += data
        while self._one():
            pass

    def _one(self) -> bool:
        """Whether there was a whole command or text to answer."""
        end = _END_OF_TEXT if self.in_text else b"\r\n"
        said, found, rest = self.heard.partition(end)
        if not found:
            return False
        self.heard = rest
        if self.in_text:
            self.in_text = False
            self.transport.write(b"250 Taken\r\n")
        else:
            self._answer(said[:4].upper())
        return True

    def _answer(self, command: bytes) -> None:
        if command == b"QUIT":
            self.transport.write(b"221 Good bye\r\n")
            self.transport.close()
            return
        self.in_text = command == b"DATA"
        self.transport.write(b"354 Go on\r\n" if self.in_text else b"250 OK\r\n")


@contextmanager
def sink() -> Iterator[int]:
    """In a process of its own; its port."""
    command = [sys.executable, "-m", "tests.bench.sink"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield int(process.stdout.readline())
        finally:
            process.terminate()


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    click.echo(server.sockets[0].getsockname()[1])
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
