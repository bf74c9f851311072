"""Sites of other people on this machine, on whose pages a discussion of ours stands."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STORY = "<p>The ferry has been late for a week, and nobody says why. We went there and asked.</p>" * 12
PAGE = """<!doctype html>
<html lang="en"{attributes}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{head}</head>
<body><main><h1>{title}</h1>{story}{comments}</main><footer><p>The end of the page.</p></footer></body></html>
"""


@dataclass
class Host:
    """One of them: its address and, by path, its pages with what is sent above them."""

    address: str
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def has(self, path: str, page: str, **headers: str) -> str:
        """From now on there is such a page; its address."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        self.pages[path] = page, sent
        return self.address + path


def page_with(
    comments: str, title: str = "The late ferry", head: str = "", story: str = STORY, attributes: str = ""
) -> str:
    return PAGE.format(comments=comments, title=title, head=head, story=story, attributes=attributes)


def snippet(ours: str, attributes: str = "") -> str:
    """What an owner pastes."""
    return f'<script type="module" src="{ours}/embed.js"></script>\n<forum-comments {attributes}></forum-comments>'


@contextmanager
def hosting(name: str) -> Iterator[Host]:
    """A site that answers as `name`: any name that ends in .localhost leads to this machine."""
    pages: dict[str, tuple[str, Mapping[str, str]]] = {}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text, headers = pages.get(self.path.partition("?")[0], ("", {}))
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for header, value in headers.items():
                self.send_header(header, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Host(f"http://{name}:{server.server_port}", pages)
        server.shutdown()
        thread.join()
