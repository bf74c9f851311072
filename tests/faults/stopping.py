"""F10, F12: the server is told to stop, or dies, while somebody waits for its answer."""

import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.faults.ledger import Ledger, Said
from tests.faults.locking import held
from tests.faults.reader import Reader, new_key
from tests.faults.site import Site

# As many as the server works on, so that all of them are under way.
UNDER_WAY = 3
READERS = 4
# What a stopped server may say to those who come meanwhile: nothing listens any more.
REFUSED = {"ConnectionRefusedError"}
# Whoever is let in by the kernel in the very moment in which the server stops listening finds nobody there.
BROKEN = {"RemoteDisconnected", "ConnectionResetError"}


def stop_in_mid_request(ground: Ground) -> Figures:
    """F10. Some wait for the database when the signal comes; others come without a pause, before it and after."""
    site, figures = ground.site("shared"), Figures()
    article = site.article("f10")
    readers = site.readers([f"under-way-{number}" for number in range(UNDER_WAY)])
    ends: Counter[str] = Counter()
    under_way: Counter[int] = Counter()
    for number in range(ground.scale(2, 100)):
        site.server.start()
        under_way += _stopped_once(site, readers, article, f"Round {number}.", ends)
        figures.must(not site.server.runs, "the server did not end")
    figures["under way"], figures["meanwhile"] = dict(under_way), dict(ends)
    figures.must(set(under_way) == {303}, f"a request under way was not finished: {dict(under_way)}")
    figures.must(set(ends) <= {"200"} | REFUSED | BROKEN, f"answers of a server that stops: {dict(ends)}")
    broken = sum(times for end, times in ends.items() if end in BROKEN)
    if broken:
        figures.late.append(f"{broken} connections broke that were made while the server closed its door")
    return figures


def _stopped_once(site: Site, readers: list[Reader], article: str, words: str, ends: Counter[str]) -> Counter[int]:
    over = threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            answer = Reader(site.server.address).get("/healthz")
            ends[str(answer.status or answer.trouble)] += 1
            if not answer.status:
                time.sleep(0.01)

    with ThreadPoolExecutor(READERS + UNDER_WAY) as hands:
        coming = [hands.submit(come_and_go) for _ in range(READERS)]
        with held(site.server.folder / "forum.sqlite3"):
            sent = [hands.submit(reader.say, article, words) for reader in readers]
            time.sleep(0.5)
            site.server.ask_to_stop()
            time.sleep(0.5)
        answers = Counter(each.result().status for each in sent)
        assert site.server.process is not None
        site.server.process.wait(20)
        over.set()
        for each in coming:
            each.result()
    return answers


def lose_the_reply(ground: Ground) -> Figures:
    """F12. The form is sent, and before the reply is read every process is killed; then it is sent again."""
    site, figures = ground.site("shared"), Figures()
    article, reader, folder = site.article("f12"), site.reader("unanswered"), ground.folder / "f12"
    folder.mkdir()
    ledger, cycles = Ledger(folder / "unanswered.ledger"), ground.scale(3, 100)
    for number in range(cycles):
        words, key = f"Was number {number} heard?", new_key()
        ledger.sending(words)
        _send_without_reading(site, reader, article, words, key)
        # From nothing of it to all of it may have happened.
        time.sleep(0.03 * (number % 5))
        site.server.kill()
        site.server.start()
        comment = reader.say(article, words, key).comment
        figures.must(comment is not None, "what was sent again was not accepted")
        if comment:
            ledger.acknowledged(words, comment)
    figures["cycles"] = cycles
    site.reckon(Said.read(folder)).into(figures)
    figures.must(len(site.bodies("f12")) == cycles, "a comment stands twice or not at all")
    return figures


def _send_without_reading(site: Site, reader: Reader, article: str, words: str, key: str) -> None:
    body = urlencode({"csrf": reader.csrf, "body": words, "key": key})
    head = [
        f"POST {article}/comments HTTP/1.1",
        f"Host: localhost:{site.server.port}",
        f"Origin: {site.server.address}",
        f"Cookie: {reader.cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    with socket.create_connection(("localhost", site.server.port)) as line:
        line.sendall("\r\n".join([*head, "", body]).encode())
