"""`clew serve` on this machine only: a real process, asked over a real socket."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.api.conftest import Clew


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_it_listens_nowhere_else(clew: Clew, host: str) -> None:
    run = clew("serve", "--host", host, "--port", "0")
    assert run.code == 2
    assert "loopback" in run.err


def test_it_says_where_it_answers_and_stops_when_told(world: Path) -> None:
    command = [sys.executable, "-u", "-m", "api.cli.main", "serve", "--port", "0",
               "--store", str(world)]  # fmt: skip
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        # Where it answers, where the docs are, and three questions of four lines each.
        lines = [process.stdout.readline() for _ in range(14)]
        address = re.search(r"http://127\.0\.0\.1:\d+", lines[0])
        assert address, lines
        assert "A small world" in lines[0]
        told = re.findall(r"http://\S+", "".join(lines[1:]))
        assert len(told) == 4
        for url in [*told, f"{address[0]}/api/v1/readyz"]:
            with urlopen(url, timeout=20) as answer:
                assert answer.status == 200
        with urlopen(f"{address[0]}/api/v1/edges/acu.ann", timeout=20) as answer:
            assert json.load(answer)["edge"]["id"] == "acu.ann"
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=20)
        assert "Traceback" not in said[1]
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()


def test_a_port_that_is_taken_is_said(world: Path, clew: Clew) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run = clew("serve", "--port", str(taken.getsockname()[1]))
    assert run.code == 5
    assert "--port" in run.err
