"""The real app on a port and a story bank of its own, which can be stopped and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Served:
    """The app as `star-coach app` serves it."""

    def __init__(self, home: Path):
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self) -> "Served":
        """Serve, and wait until pages are answered; the models go on loading."""
        environment = os.environ | {"PYTHONPATH": str(ROOT), "STAR_COACH_HOME": str(self.home)}
        code = f"from coach.web import serve; serve.main(port={self.port})"
        self.process = subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=self.home,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).close()
                return self
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.1)

    def stop(self) -> str:
        """End it at once, as a crash would; returns what it wrote to standard error."""
        if self.process is None:
            return ""
        self.process.send_signal(signal.SIGKILL)
        told = self.process.communicate()[1]
        self.process = None
        return told
