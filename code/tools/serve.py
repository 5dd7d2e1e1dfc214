"""Serve the built site to this machine: ``python code/tools/serve.py [port]``."""

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).parents[2] / "_build" / "html"


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format, *arguments):
        """Say nothing for each request: the address above should stay in sight."""


def main(port):
    """Serve until the reader presses Ctrl+C."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_QuietHandler, directory=SITE))
    except OSError:
        sys.exit(f"Port {port} is in use. Stop what uses it, or choose: make serve PORT={port + 1}")
    print(f"The course is at http://localhost:{port} (Ctrl+C stops it)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
