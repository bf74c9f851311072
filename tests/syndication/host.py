"""A page of another site on this machine, with the strictest policy under which the count script must work."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def page_elsewhere(html: str, site: str) -> Iterator[str]:
    """Yields the address of the page, whose policy lets in nothing but script and answers of `site`."""
    policy = f"default-src 'none'; script-src {site}; connect-src {site}; require-trusted-types-for 'script'"

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Elsewhere</title>{html}".encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said of it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/blog/"
        finally:
            server.shutdown()
            thread.join()
