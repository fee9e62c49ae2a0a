"""Load on a server of this machine, bounded in time; and what its processes used meanwhile.

With wrk, where that is here; else with a small generator of our own, which is slower and says so.
"""

import os
import re
import shutil
import socket
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

CLIENTS = 16
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Result:
    rate: float  # requests a second
    cpu: float  # milliseconds of the server's processors for a request
    failed: int


def press(url: str, seconds: float, headers: dict[str, str], processes: list[int]) -> Result:
    before = used(processes)
    if shutil.which("wrk"):
        requests, took, failed = _wrk(url, seconds, headers)
    else:
        requests, took, failed = _own(url, seconds, headers)
    cpu = (used(processes) - before) * 1000 / max(requests, 1)
    return Result(requests / took, cpu, failed)


def _wrk(url: str, seconds: float, headers: dict[str, str]) -> tuple[int, float, int]:
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{max(1, round(seconds))}s"]
    command += [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    said = subprocess.run(
        [*command, url], check=True, capture_output=True, text=True, timeout=seconds + 30
    ).stdout
    requests, took = re.search(r"(\d+) requests in ([\d.]+)s", said).groups()
    # wrk counts as wrong what is neither 2xx nor 3xx, and tells lost connections apart.
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    failed = int(wrong[1]) if wrong else 0
    return int(requests), float(took), failed + sum(map(int, lost.groups() if lost else ()))


def _own(url: str, seconds: float, headers: dict[str, str]) -> tuple[int, float, int]:
    host, port, path = re.fullmatch(r"http://([^:/]+):(\d+)(/.*)", url).groups()
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    counted = [[0, 0] for _ in range(4)]
    end = time.monotonic() + seconds

    def client(count: list[int]) -> None:
        while time.monotonic() < end:
            count[0] += 1
            try:
                with socket.create_connection((host, int(port)), 10) as connection:
                    connection.sendall(request)
                    first = connection.recv(65536)
                    while connection.recv(65536):
                        pass
                count[1] += first[9:10] not in (b"2", b"3")
            except OSError:
                count[1] += 1

    start = time.monotonic()
    clients = [threading.Thread(target=client, args=(count,)) for count in counted]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    requests, failed = (sum(count[part] for count in counted) for part in (0, 1))
    return requests, time.monotonic() - start, failed


def family(pid: int) -> list[int]:
    """A process and all its children."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def used(processes: list[int]) -> float:
    """Seconds of processor time, of these and of what they have ended."""
    total = 0
    for pid in {each for process in processes for each in family(process)}:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += sum(map(int, fields[11:15]))
    return total / _TICK


def memory(pid: int) -> float:
    """Resident MiB of the largest worker beneath a server."""
    workers = [each for each in family(pid) if each != pid]
    sizes = [
        int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{each}/status").read_text())[1])
        for each in workers
    ]
    return max(sizes, default=0) / 1024
