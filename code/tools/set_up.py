"""Make the project's own `.venv`, once: ``python3 code/tools/set_up.py [tests] [browser]``.

Plain, it installs what reading, running and building need; with ``tests``, what the tests need
too; with ``browser``, a Chromium for those that look at pages. It runs before anything is
installed, so it uses Python alone, and it is written so that an old Python still understands it
well enough to say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
OLDEST, NEWEST = (3, 11), (3, 14)
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "ConnectTimeoutError",
    "No route to host",
    "Network is unreachable",
    "dns error",
    "tcp connect error",
)


def stop(message):
    """End with one line that says what is wrong and what to do."""
    sys.exit("Set-up stopped: " + message)


def check_python():
    """Refuse a Python that the pinned packages do not support."""
    here = sys.version_info[:2]
    if not OLDEST <= here <= NEWEST:
        stop(
            "this is Python %d.%d, and the course needs 3.11, 3.12, 3.13 or 3.14. "
            "Install one from https://www.python.org/downloads/ or your package manager." % here
        )


def install_package(name):
    """Install a Debian package where the user may without being asked; return whether it worked."""
    if shutil.which("apt-get") is None:
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if sudo and (shutil.which("sudo") is None or subprocess.call(sudo + ["true"], **quiet) != 0):
        return False
    print("Installing with apt-get: " + name, flush=True)
    quiet["env"] = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(sudo + ["apt-get", "update"], **quiet)
    install = ["apt-get", "install", "-y", "--no-install-recommends", name]
    return subprocess.call(sudo + install, **quiet) == 0


def make_environment():
    """Create `.venv`; on Debian, `venv` may be a package of its own."""
    if os.path.exists(PYTHON):
        return
    if subprocess.call([sys.executable, "-c", "import ensurepip, venv"],
                       stderr=subprocess.DEVNULL) != 0:  # fmt: skip
        package = "python%d.%d-venv" % sys.version_info[:2]
        if not install_package(package):
            stop("Python's venv is missing. Install it: sudo apt-get install " + package)
    if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
        stop("the environment could not be created in " + VENV)


def install(requirements, what):
    """Say what this does; install with uv or else pip; turn a failure into one line."""
    if shutil.which("uv"):
        command = ["uv", "pip", "install", "--python", PYTHON, "--compile-bytecode"]
        time = "half a minute"
    else:
        command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
        time = "one to three minutes"
    for name in requirements:
        command += ["-r", name]
    print("%s, once: about 170 packages, 820 MB in all. This takes %s." % (what, time), flush=True)
    installer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, universal_newlines=True)  # fmt: skip
    text = installer.communicate()[0]
    if installer.returncode != 0:
        if any(sign in text for sign in NO_NETWORK):
            stop("the package index cannot be reached. Connect to the network and try again.")
        sys.stderr.write("\n".join(text.splitlines()[-15:]) + "\n")
        stop("the packages could not be installed; the last lines of the installer stand above.")


def fingerprint(names):
    """What an environment depends on: the lists of packages, and where it stands."""
    digest = hashlib.sha256(ROOT.encode())
    for name in sorted(set(names) | {"constraints.txt", "pyproject.toml"}):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def read(path):
    """A file's text, or None if there is no such file."""
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return file.read()


def main(tests, browser):
    """Set up what is missing; do nothing when all is there."""
    plain, more = ["requirements.txt"], ["requirements.txt", "tests/requirements.txt"]
    ready = os.path.join(VENV, "ready")
    marks = {ready: fingerprint(plain)}
    if tests:
        marks[os.path.join(VENV, "ready-tests")] = fingerprint(more)
    if any(read(mark) != text for mark, text in marks.items()):
        check_python()
        make_environment()
        is_ready = read(ready) == marks[ready]
        what = "Adding what the tests need" if is_ready else "Setting up"
        install(more if tests else plain, what)
        for mark, text in marks.items():
            with open(mark, "w") as file:
                file.write(text)
    if browser and subprocess.call([PYTHON, os.path.join(ROOT, "tests", "chromium.py")]) != 0:
        sys.exit(1)


if __name__ == "__main__":
    main("tests" in sys.argv[1:], "browser" in sys.argv[1:])
