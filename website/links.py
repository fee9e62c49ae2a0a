"""Which links of the site are dead: each address is asked once in a while, politely.

Only public web addresses are asked. A name is looked up first, and the request goes to the very
address that was looked at, so that no name can lead into the network that the server stands in.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

AGENT = "Octavo link check"
MOST_STEPS = 5
PATIENCE = 10.0  # seconds for one answer
PAUSE = 1.0  # seconds between two questions to one host

# Answers that say that there is nothing; every other one may be a fence, a pause or a robot's trap.
GONE = frozenset({404, 410})
# Some servers refuse a HEAD and would answer a GET.
_NO_HEAD = frozenset({400, 403, 405, 406, 500, 501, 503})


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """An address that is not asked, and why."""


@dataclass(frozen=True)
class Answer:
    """``status`` is 0 where no web server answered; ``dead`` only where that is sure."""

    status: int
    dead: bool
    told: str = ""


class Checker:
    """Asks one host after another, each with a pause. ``private`` lets tests ask this machine."""

    def __init__(
        self,
        *,
        private: bool = False,
        pause: float = PAUSE,
        patience: float = PATIENCE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.private, self.pause, self.patience, self.sleep = private, pause, patience, sleep
        self._asked: dict[str, float] = defaultdict(lambda: float("-inf"))

    def check(self, url: str) -> Answer:
        try:
            return self._follow(url)
        except RefusedError as error:
            return Answer(0, dead=False, told=str(error))
        except socket.gaierror as error:
            unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            return Answer(0, dead=unknown, told="The host's name is unknown.")
        except ssl.SSLError:
            return Answer(0, dead=False, told="The certificate is not valid.")
        except TimeoutError:
            return Answer(0, dead=False, told="No answer in time.")
        except ConnectionRefusedError:
            return Answer(0, dead=True, told="Nothing answers there.")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, dead=False, told=f"No proper answer: {type(error).__name__}.")

    def _follow(self, url: str) -> Answer:
        for _step in range(MOST_STEPS):
            status, onward = self._ask(url, "HEAD")
            if status in _NO_HEAD:
                status, onward = self._ask(url, "GET")
            if onward is None:
                return Answer(status, dead=status in GONE, told=f"The answer is {status}.")
            url = urljoin(url, onward)
        return Answer(0, dead=False, told="It leads on and on.")

    def _ask(self, url: str, method: str) -> tuple[int, str | None]:
        """The status, and where it leads on. The body is never read: it may have no end."""
        parts = urlsplit(url)
        address = self._address_of(parts)
        self._wait(parts.hostname or "")
        connection = _connect(parts, address, self.patience)
        # The time limit of a socket begins anew with each byte; this one does not.
        last = threading.Timer(2 * self.patience, _cut, [connection])
        last.daemon = True
        last.start()
        try:
            target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
            connection.request(
                method,
                target,
                headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"},
            )
            answer = connection.getresponse()
            leads_on = answer.status in (301, 302, 303, 307, 308)
            return answer.status, answer.getheader("Location") if leads_on else None
        finally:
            last.cancel()
            connection.close()

    def _address_of(self, parts: SplitResult) -> str:
        """The first address of the host, once all of them are known to be public."""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RefusedError("Not a web address.")
        if parts.username or parts.password:
            raise RefusedError("An address with a password is not asked.")
        if parts.port not in (None, 80, 443) and not self.private:
            raise RefusedError("An unusual port is not asked.")
        found = socket.getaddrinfo(parts.hostname, parts.port, type=socket.SOCK_STREAM)
        addresses = [str(each[4][0]).partition("%")[0] for each in found]
        if not self.private and not all(is_public(each) for each in addresses):
            raise RefusedError("The host is not on the public internet.")
        return addresses[0]

    def _wait(self, host: str) -> None:
        now = time.monotonic()
        due = self._asked[host] + self.pause
        if due > now:
            self.sleep(due - now)
        self._asked[host] = max(now, due)


def is_public(address: str) -> bool:
    """Not this machine, not the network around it, and not one written as the other kind."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def in_turn(urls: Iterable[str]) -> list[str]:
    """One of each host after another, so that the pauses of one are the turns of the others."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        by_host[urlsplit(url).hostname or ""].append(url)
    queues, ordered = list(by_host.values()), []
    while queues:
        ordered += [queue.pop(0) for queue in queues]
        queues = [queue for queue in queues if queue]
    return ordered


class _Straight(http.client.HTTPConnection):
    """To an address that was looked up before, under the host's own name."""

    def __init__(self, host: str, port: int, address: str, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Secure(_Straight):
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        # `_cut` must know it before the handshake, which a server can draw out as well.
        self.sock = context.wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock.do_handshake()


def _cut(connection: _Straight) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(parts: SplitResult, address: str, patience: float) -> _Straight:
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    return (_Secure if secure else _Straight)(parts.hostname or "", port, address, patience)
