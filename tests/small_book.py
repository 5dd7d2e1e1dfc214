"""A small book with the settings of the course, for what the course itself need not show.

To load the packages of a build takes longer than to build a small book. So on Linux a program loads
them once, and forks for each build: that is a process of its own, the one of
``python code/tools/build.py`` but for these imports.
"""

import atexit
import gc
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
LONGEST = 300  # seconds: a build of a small book takes 5, and only one that hangs takes more
SEED = "1"  # of the hashes of a build; whoever compares two gives the other another


def write_book(folder, toc, pages, **settings):
    """Write a book below a folder: its contents, its pages by name, more settings of Sphinx.

    Sections of the course that have moved are none of this book's.
    """
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["sphinx"]["config"].update({"moved_sections": {}, **settings})
    shutil.copytree(ROOT / "code" / "tools", folder / "code" / "tools", dirs_exist_ok=True)
    files = {"_config.yml": yaml.safe_dump(config), "_toc.yml": toc}
    files |= {f"chapters/{name}": text for name, text in pages.items()}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def build_book(folder, code=ROOT / "code", fresh=None):
    """Build a book with the extension and the module in ``code``.

    With ``fresh``, in a program that is started anew, whose hashes have this seed. Returns what the
    build said, and the folder of its site.
    """
    script = folder / "code" / "tools" / "build.py"
    return run_script(script, code=code, fresh=fresh), folder / "_build" / "html"


def environment(code=ROOT / "code", seed=SEED):
    """What a program that builds a book finds: the extension and the module, and its hashes."""
    return {**os.environ, "PYTHONPATH": str(code), "PYTHONHASHSEED": seed}


def run_script(*command, code=ROOT / "code", fresh=None):
    """Run a script that builds a book; returns what it said."""
    command = [sys.executable, *map(str, command)]
    found = environment(code, fresh or SEED)
    if fresh or sys.platform != "linux":  # elsewhere a fork after such imports is no safe thing
        said = {"capture_output": True, "text": True, "encoding": "utf-8"}
        return subprocess.run(command, env=found, timeout=LONGEST, **said)
    return _loaded()(command, found)


def site_of(folder, toc, pages, **settings):
    """Write a book, build it, and return the folder of its site."""
    write_book(folder, toc, pages, **settings)
    result, site = build_book(folder)
    assert result.returncode == 0, result.stderr
    return site


# ---------------------------------------------------------------- a program that has loaded


@cache
def _loaded():
    """A function that lets the loaded program build a book: its command, its environment."""
    program = subprocess.Popen(
        [sys.executable, __file__],
        env=environment(code=""),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    @atexit.register
    def end():
        program.communicate()

    def build(command, environment):
        with tempfile.TemporaryDirectory() as place:
            out, err = Path(place, "out"), Path(place, "err")
            asked = [command[1:], environment, os.fspath(out), os.fspath(err)]
            program.stdin.write(f"{json.dumps(asked)}\n")
            program.stdin.flush()
            code = program.stdout.readline()
            assert code, "the program that builds the small books has ended"
            said = [path.read_text("utf-8") for path in (out, err)]
        return subprocess.CompletedProcess(command, int(code), *said)

    return build


def _build(arguments, environment, out, err):
    """Go on as the program of these arguments, and write what it says to files."""
    signal.alarm(LONGEST)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate((os.devnull, out, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
    sys.argv = arguments
    sys.path[0] = os.path.dirname(arguments[0])
    sys.path.insert(1, environment["PYTHONPATH"])
    runpy.run_path(arguments[0], run_name="__main__")


def _main():
    sys.path.insert(0, str(ROOT / "code" / "tools"))
    import build

    build.load()
    # what a build shall take from its own folder, or from the code that it is told
    del sys.path[0], sys.modules["build"]
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _build(*json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    _main()
