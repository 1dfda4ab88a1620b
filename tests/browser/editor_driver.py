"""The editor's test app on a port of its own, and what the tests do with the editors on its page."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = Path(__file__).parent / "apps" / "editor_app.py"
WAIT = 15_000


class Server:
    """The test app on a port of its own, which can be stopped and started again."""

    def __init__(self, store: Path):
        self.store = store
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self, store: bool = False) -> None:
        options = {
            "server.port": self.port,
            "server.address": "127.0.0.1",
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
        }
        command = [sys.executable, "-m", "streamlit", "run", str(APP)]
        command += [f"--{name}={value}" for name, value in options.items()]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "STORE": str(self.store) if store else ""}
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(self.url + "/_stcore/health", timeout=1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def box(page, name="First part"):
    return page.get_by_role("textbox", name=name)


def text_in(page, name="First part") -> str:
    lines = """node => node.querySelector(".cm-placeholder")
        ? "" : [...node.querySelectorAll(".cm-line")].map(line => line.textContent).join("\\n")"""
    return box(page, name).evaluate(lines)


def held(page, text: str, name: str = "first") -> None:
    """Wait until Python holds `text`."""
    page.get_by_text(f"{name} holds {json.dumps(text)}", exact=True).wait_for()


def marked(page, name="First part") -> list[str]:
    return box(page, name).locator(".cm-lintRange").all_inner_texts()


def until(page, condition, what: str) -> None:
    deadline = time.monotonic() + WAIT / 1000
    while not condition():
        assert time.monotonic() < deadline, f"waited for {what} in vain"
        page.wait_for_timeout(50)
