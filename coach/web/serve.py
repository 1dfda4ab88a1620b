"""Serves the app on this machine: `star-coach app`."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
import threading
import webbrowser
from pathlib import Path

DEFAULT_PORT = 8501
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_TRIED_PORTS = 20
_APP = Path(__file__).parents[2] / "app.py"  # beside the package, in a clone as in a wheel


def main(host: str = "127.0.0.1", port: int = DEFAULT_PORT, open_browser: bool = False) -> int:
    """Serve the app until it is stopped; returns the exit status.

    Where the default port is taken the next free one is used; another one that is taken is an error (2). A host
    other than this machine's own is served to whoever can reach it: there is no password.
    """
    found = next((p for p in _ports(port) if _free(host, p)), None)
    if found is None:
        print(f"star-coach: the address {host}:{port} is taken or can't be used; stop what runs there, "
              "or choose another with --port.", file=sys.stderr)
        return 2
    if found != port:
        print(f"Port {port} is taken, so another is used.")
    import streamlit as st
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from coach.web import banner, theme
    from coach.web.models import MODELS

    logging.basicConfig(format="star-coach: %(message)s", level=logging.WARNING)
    MODELS.start()
    url = f"http://{f'[{host}]' if ':' in host else host}:{found}"
    print(f"star-coach is at {url}  (Ctrl+C stops it)", flush=True)
    if open_browser:
        threading.Timer(1.5, webbrowser.open, [url]).start()
    app = st.App(
        _APP,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_allowed(host))],
        on_script_error=lambda error: banner.log(error),
    )
    app.run(config={
        "server.address": host,
        "server.port": found,
        "server.headless": True,
        "server.fileWatcherType": "none",
        "server.maxUploadSize": 20,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
        "client.showErrorLinks": "false",
        "client.toolbarMode": "minimal",
        "logger.hideWelcomeMessage": True,
        "logger.level": "error",  # a page change while a fragment runs is told otherwise each time
        **theme.OPTIONS,
    })
    return 0


def _ports(port: int) -> range:
    return range(port, port + _TRIED_PORTS) if port == DEFAULT_PORT else range(port, port + 1)


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _allowed(host: str) -> list[str]:
    """The names that a browser may ask for; all where every interface is served, whose names nobody knows."""
    try:
        if ipaddress.ip_address(host).is_unspecified:
            return ["*"]
    except ValueError:
        pass
    return [*_LOCAL, f"[{host}]" if ":" in host else host]
