"""`make serve`: what is saved is built, and the open pages hear of it, of an error too."""

import asyncio
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from small_book import LONGEST, ROOT, environment
from test_build import book, build, change
from tornado.websocket import websocket_connect

PAGE = "chapters/01_sigmoid.html"


def serve(folder, port):
    return subprocess.Popen(
        [sys.executable, folder / "code" / "tools" / "serve.py", str(port)],
        env=environment(folder / "code"),
        # what a script starts in the background ignores Ctrl+C, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@contextmanager
def served(folder):
    """Serve a book on a free port; gives the process and the address, and ends by Ctrl+C."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serve(folder, port) as process:
        try:
            assert process.stdout.readline().startswith("The course is at http://localhost:")
            yield process, f"127.0.0.1:{port}"
            process.send_signal(signal.SIGINT)
            assert process.wait(LONGEST) == 0
        finally:
            process.kill()


def ask(address, name=PAGE):
    with urllib.request.urlopen(f"http://{address}/{name}") as answer:
        return answer.read().decode()


def in_a_thread(work):
    """Run a coroutine elsewhere: Playwright's loop runs here if a browser was started."""
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, work).result()


async def leave(page):
    """Close a connection, and wait until it is closed: a socket that is left warns later tests."""
    page.close()
    assert await asyncio.wait_for(page.read_message(), LONGEST) is None


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve") / "book"
    shutil.copytree(ROOT / "code", folder / "code")
    build(book(folder), folder / "code")
    return folder


def test_a_saved_source_is_built_and_the_page_told(built):
    async def save_and_wait(process, address):
        page = await websocket_connect(f"ws://{address}/reload")

        def told():
            return asyncio.wait_for(page.read_message(), LONGEST)

        change(built, "01_sigmoid.md", "It was seen early.", "It was seen late.")
        assert await told() == "built"
        assert "It was seen late." in ask(address)

        change(built, "01_sigmoid.md", "It was seen late.", "It was $\\wrong$.")
        complaint = await told()
        assert f"{PAGE.removesuffix('.html')}.md, line 6: " in complaint
        printed = ""
        while "The site was not built" not in printed:
            printed += await asyncio.to_thread(process.stderr.readline)
        assert printed == complaint
        # the last good page stays, and a page that is opened now hears of it, too
        assert "It was seen late." in ask(address)
        other = await websocket_connect(f"ws://{address}/reload")
        assert await asyncio.wait_for(other.read_message(), LONGEST) == complaint
        await leave(other)

        change(built, "01_sigmoid.md", "It was $\\wrong$.", "It was seen again.")
        assert await told() == "built"
        assert "It was seen again." in ask(address)
        await leave(page)

    with served(built) as (process, address):
        assert "new WebSocket(" in ask(address)
        assert "new WebSocket(" not in (built / "_build" / "html" / PAGE).read_text("utf-8")
        in_a_thread(save_and_wait(process, address))


def test_a_saved_style_or_script_is_written_without_a_build(built):
    saved = {
        "website/theme/style/course.css": "course.css",
        "website/theme/script/theme.js": "theme.js",
        "logitlab/explorables/shared/tween.js": "explorables.js",
        "logitlab/explorables/halving.js": "figure_halving.js",
    }

    async def save_and_wait(process, address):
        page = await websocket_connect(f"ws://{address}/reload")
        for source, name in saved.items():
            assert "/* seen */" not in ask(address, f"_static/{name}")
            with (built / "code" / source).open("a", encoding="utf-8") as file:
                file.write("/* seen */\n")
            assert await asyncio.wait_for(page.read_message(), LONGEST) == "built"
            assert "/* seen */" in ask(address, f"_static/{name}")
            said = await asyncio.to_thread(process.stdout.readline)
            assert said.startswith("Wrote style and scripts")

        # what the page names is read by a build: the script that search stands on, too
        change(built, "01_sigmoid.md", "It was", "It is")
        with (built / "code" / "website" / "theme" / "vendor" / "minisearch.js").open("a") as file:
            file.write("/* seen */\n")
        assert await asyncio.wait_for(page.read_message(), LONGEST) == "built"
        assert (await asyncio.to_thread(process.stdout.readline)).startswith("Built _build/html")
        await leave(page)

    with served(built) as (process, address):
        in_a_thread(save_and_wait(process, address))


def test_a_busy_port_is_named(built):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with serve(built, port) as process:
            _, complaint = process.communicate(timeout=LONGEST)
    assert process.returncode == 1
    assert complaint.strip() == (
        f"Port {port} is in use. Stop what uses it, or choose: make serve PORT={port + 1}"
    )
