"""Serve the built site, and when a source is saved, build again and reload the open pages.

``python code/tools/serve.py [port]``, after a build. The script that reloads a page is put into
it on its way to the browser: the files of the site do not hold it.
"""

import asyncio
import re
import sys
from pathlib import Path

from tornado.web import Application, StaticFileHandler
from tornado.websocket import WebSocketHandler
from watchfiles import DefaultFilter, awatch

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
# A builder loads what it needs of other packages before there is something to build: this halves
# the time from a save to the page. Then it waits for the name of what it shall do.
BUILDER = "import build, sys; build.load(); getattr(build, sys.stdin.readline().strip())()"
# No page is made of these: it names what they become.
SHARED = re.compile(r".*/code/(website/theme/s\w+|logitlab/(explorables|questions))/.*\.(css|js)")
FOLDERS = (ROOT / "chapters", ROOT / "code")
SETTINGS = {str(ROOT / "_config.yml"), str(ROOT / "_toc.yml")}
BUILT = "built"
RELOAD = b"""<script>
new WebSocket(`ws://${location.host}/reload`).onmessage = ({ data }) => {
  if (data === "built") return location.reload();
  const box = document.querySelector("#not-built") ?? document.createElement("pre");
  Object.assign(box, { id: "not-built", role: "alert", textContent: data });
  box.style.cssText = `position: fixed; inset: auto 0 0; z-index: 9; max-height: 50vh; margin: 0;
    overflow: auto; padding: 1rem; white-space: pre-wrap; background: #7a1200; color: #fff`;
  document.body.append(box);
};
</script>"""


class File(StaticFileHandler):
    """A file of the site; no browser keeps a copy."""

    def set_extra_headers(self, path):
        """Say so; Tornado itself would compare with what it remembers of the file."""
        self.set_header("Cache-Control", "no-store")


class Page(File):
    """A page of the site, which reloads itself when it hears of a build."""

    @classmethod
    def get_content(cls, abspath, start=None, end=None):
        """The page with the script that reloads it."""
        page = Path(abspath).read_bytes().replace(b"</head>", RELOAD + b"</head>", 1)
        return page[start:end]

    def get_content_size(self):
        """The length of that."""
        return len(self.get_content(self.absolute_path))


class OpenPage(WebSocketHandler):
    """The line to one page that stands open in a browser."""

    all = set()
    complaint = ""  # of the last build, if it failed

    def open(self):
        """Remember the page; it may be one that the last build left as it was."""
        self.all.add(self)
        if self.complaint:
            self.write_message(self.complaint)

    def on_close(self):
        """Forget it."""
        self.all.discard(self)


async def watch(saved, *paths, **options):
    """Put what changes below `paths` into the queue `saved`."""
    async for changes in awatch(*paths, **options):
        saved.put_nowait({path for _, path in changes})


async def all_of(saved):
    """All paths that were saved; if there is none, those that are saved next."""
    paths = await saved.get()
    while not saved.empty():
        paths |= saved.get_nowait()
    return paths


async def build_again(saved):
    """Build whenever a source was saved; after an error the open pages stay, and show it."""
    while True:
        builder = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            BUILDER,
            cwd=Path(__file__).parent,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl+C is for this process, which ends the other
        )
        try:
            shared = all(SHARED.fullmatch(Path(path).as_posix()) for path in await all_of(saved))
            # after an error the whole build says whether it is mended
            rewritten = shared and not OpenPage.complaint
            builder.stdin.write(b"rewrite\n" if rewritten else b"main\n")
            # the one line that says that the site is built; a builder that failed ends without
            complained = asyncio.create_task(builder.stderr.read())
            if line := await builder.stdout.readline():
                OpenPage.complaint = ""
                print(line.decode(), end="", flush=True)
            else:
                OpenPage.complaint = (await complained).decode()
                print(OpenPage.complaint, end="", file=sys.stderr, flush=True)
            for page in OpenPage.all:
                page.write_message(OpenPage.complaint or BUILT)
        finally:  # Python would take a second to end by itself
            if builder.returncode is None:
                builder.kill()
            builder.stdin.close()  # asyncio complains of a pipe that is open at its end
            await builder.wait()


async def main(port):
    """Serve until the reader presses Ctrl+C."""
    site = Application(
        [
            (r"/reload", OpenPage),
            (r"/(.*\.html)", Page, {"path": SITE}),
            (r"/(.*)", File, {"path": SITE, "default_filename": "index.html"}),
        ],
        log_function=lambda handler: None,  # the address below should stay in sight
    )
    try:
        site.listen(port, "127.0.0.1")
    except OSError:
        sys.exit(f"Port {port} is in use. Stop what uses it, or choose: make serve PORT={port + 1}")
    print(f"The course is at http://localhost:{port} (Ctrl+C stops it)", flush=True)
    saved = asyncio.Queue()
    not_sources = (*DefaultFilter.ignore_dirs, ".ipynb_checkpoints")
    # a group waits, when it ends, until each of its tasks has ended
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(build_again(saved))
        sources = DefaultFilter(ignore_dirs=not_sources)
        tasks.create_task(watch(saved, *FOLDERS, watch_filter=sources))
        # the folder that holds them, because a file that an editor replaces is no longer watched
        is_setting = {"recursive": False, "watch_filter": lambda _, path: path in SETTINGS}
        tasks.create_task(watch(saved, ROOT, **is_setting))


if __name__ == "__main__":
    try:
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000))
    except KeyboardInterrupt:
        print()
