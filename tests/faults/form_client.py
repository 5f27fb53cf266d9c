"""A client that registers by the public form as a browser would: form, answers, confirmation."""

import re
import socket
from typing import NamedTuple
from urllib.parse import urlencode

from tests.registration.applicants import make_applicant

LONGEST_ANSWER = 60.0
_HIDDEN = re.compile(r'<input id="(csrf_token|key)" name="\w+" type="hidden" value="([^"]*)"')
_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: ([^;\r]+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]+)", re.IGNORECASE)


class Answer(NamedTuple):
    """What the server said."""

    status: int
    head: bytes
    text: str


class FormClient:
    """One person's browser, on one kept connection."""

    def __init__(self, port: int, slug: str) -> None:
        self._port = port
        self._path = f"/events/{slug}/register"
        self.cookie = ""
        self._line: socket.socket | None = None

    def open_form(self) -> dict[str, str] | None:
        """Give what the form hides; None when there is no form, for no place is left."""
        answer = self.ask("GET", self._path)
        if answer.status != 200:
            message = f"the form answered {answer.status}"
            raise RuntimeError(message)
        return dict(_HIDDEN.findall(answer.text)) or None

    def send(self, hidden: dict[str, str], name: str) -> Answer:
        """Send the form for somebody."""
        return self.ask("POST", self._path, written_form(hidden, name))

    def send_and_leave(self, hidden: dict[str, str], name: str) -> None:
        """Send the form for somebody and lose the answer."""
        line = self._connected()
        line.sendall(self._request("POST", self._path, written_form(hidden, name)))
        line.recv(1)
        self.close()

    def follow(self, answer: Answer) -> Answer:
        """Open the page that the answer leads to."""
        found = _LOCATION.search(answer.head)
        if found is None:
            message = f"the form answered {answer.status} and led nowhere"
            raise RuntimeError(message)
        return self.ask("GET", found[1].decode())

    def ask(self, method: str, path: str, body: str = "") -> Answer:
        """Ask, and give the answer. Raises OSError when the connection breaks."""
        try:
            line = self._connected()
            line.sendall(self._request(method, path, body))
            answer = _read(line)
        except OSError:
            self.close()
            raise
        cookie = _COOKIE.search(answer.head)
        if cookie:
            self.cookie = cookie[1].decode()
        return answer

    def _request(self, method: str, path: str, body: str) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: sv"]
        lines += [f"Cookie: {self.cookie}"] * bool(self.cookie)
        if method == "POST":
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", body]).encode()

    def _connected(self) -> socket.socket:
        if self._line is None:
            self._line = socket.create_connection(("127.0.0.1", self._port), LONGEST_ANSWER)
            self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._line

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None


def written_form(hidden: dict[str, str], name: str) -> str:
    """Give the filled-in form as a browser sends it."""
    applicant = make_applicant(name)._asdict()
    told = {field: value for field, value in applicant.items() if isinstance(value, str)}
    return urlencode(told | hidden)


def _read(line: socket.socket) -> Answer:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    head, _, rest = got.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    wanted = int(length[1]) if length else 0
    pieces, have = [rest], len(rest)
    while have < wanted:
        pieces.append(_more(line))
        have += len(pieces[-1])
    return Answer(int(head[9:12]), head, b"".join(pieces).decode())


def _more(line: socket.socket) -> bytes:
    more = line.recv(65536)
    if not more:
        message = "the server closed the connection"
        raise ConnectionResetError(message)
    return more


def register(client: FormClient, name: str) -> str:
    """Go all the steps: give "given" with the confirmation seen, or "full"."""
    hidden = client.open_form()
    return "full" if hidden is None else finish(client, hidden, name)


def finish(client: FormClient, hidden: dict[str, str], name: str) -> str:
    """Send the form that was opened, and read what it says."""
    answer = client.send(hidden, name)
    if answer.status == 422:
        return "full" if client.open_form() is None else "refused"
    if answer.status != 303:
        return f"failed: {answer.status}"
    return "given" if client.follow(answer).status == 200 else "failed: confirmation"
