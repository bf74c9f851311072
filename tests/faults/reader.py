"""A reader at the real server: what a browser sends, over a connection that may break at any moment."""

import http.client
import re
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

# Longer than the site ever lets anybody wait.
PATIENCE = 30.0
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass(frozen=True)
class Answer:
    """What came back. Status 0: nothing did, the connection was refused or broke."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    trouble: str = ""  # of the connection

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    @property
    def comment(self) -> str | None:
        """The comment that the answer leads to: 303 comes after the commit, so it is kept."""
        shown = parse_qs(urlsplit(self.location).query).get("show")
        return shown[0] if self.status == 303 and shown else None


def new_key() -> str:
    """As the page's script makes one for every form."""
    return secrets.token_urlsafe(12)


@dataclass
class Reader:
    address: str
    handle: str = ""
    cookie: str = ""
    csrf: str = ""

    def register(self) -> None:
        """By the form, as everybody; afterwards the session's cookie is kept and its token known."""
        form = {"handle": self.handle, "email": f"{self.handle}@example.org", "password": "ten little words"}
        answer = self.post("/register", next="/sign-out", **form)
        if answer.status != 303:
            raise RuntimeError(f"{self.handle} could not register: {answer.status} {answer.trouble}")
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        self.csrf = dict(_FIELD.findall(self.get("/sign-out").text))["csrf"]

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form of a page of ours."""
        form = urlencode({"csrf": self.csrf, **fields} if self.csrf else fields)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, form.encode(), {"Origin": self.address, "Sec-Fetch-Site": "same-origin"} | kind)

    def insist(self, path: str, **fields: str) -> Answer:
        """The same, and again when the site is busy, as its answer says."""
        for _ in range(20):
            answer = self.post(path, **fields)
            if answer.status != 503:
                break
            time.sleep(0.2)
        return answer

    def say(self, article: str, words: str, key: str | None = None, parent: str = "") -> Answer:
        return self.post(f"{article}/comments", body=words, key=key or new_key(), parent=parent)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        cookie = {"Cookie": self.cookie} if self.cookie else {}
        try:
            connection.request(method, path, body, {"Connection": "close", **cookie, **headers})
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)
        except (OSError, http.client.HTTPException) as error:
            return Answer(0, trouble=type(error).__name__)
        finally:
            connection.close()
