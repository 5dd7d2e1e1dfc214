"""Make the project's own `.venv`, once: ``python3 code/tools/set_up.py [tests]``.

Plain, it installs what reading, running and building need; with ``tests``, what the tests need
too, a browser included. It runs before anything is installed, so it uses Python alone, and it
is written so that an old Python still understands it well enough to say that it is too old.
"""

import hashlib
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
OLDEST, NEWEST = (3, 11), (3, 13)
NO_NETWORK = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "ConnectTimeoutError",
    "No route to host",
    "Network is unreachable",
)


def stop(message):
    """End with one line that says what is wrong and what to do."""
    sys.exit("Set-up stopped: " + message)


def check_python():
    """Refuse a Python that the pinned packages do not support."""
    here = sys.version_info[:2]
    if not OLDEST <= here <= NEWEST:
        stop(
            "this is Python %d.%d, and the course needs 3.11, 3.12 or 3.13. "
            "Install one from https://www.python.org/downloads/ or your package manager." % here
        )


def can_install_packages():
    """Whether Debian packages can be installed without asking: apt-get, and the rights to it."""

    def runs(command):
        try:
            return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError:
            return 1

    if runs(["apt-get", "--version"]) != 0:
        return None
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if runs(["sudo", "-n", "true"]) == 0 else None


def install_package(*names):
    """Install Debian packages where the user may; return whether that worked."""
    prefix = can_install_packages()
    if prefix is None:
        return False
    print("Installing with apt-get: " + " ".join(names), flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(prefix + ["apt-get", "update", "-qq"], env=environment, **quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    return subprocess.call(prefix + command + list(names), env=environment, **quiet) == 0


def make_environment():
    """Create `.venv`; on Debian, `venv` may be a package of its own."""
    if os.path.exists(PYTHON):
        return
    command = [sys.executable, "-m", "venv", VENV]
    if subprocess.call([sys.executable, "-c", "import ensurepip, venv"],
                       stderr=subprocess.DEVNULL) != 0:  # fmt: skip
        package = "python%d.%d-venv" % sys.version_info[:2]
        if not install_package(package):
            stop("Python's venv is missing. Install it: sudo apt-get install " + package)
    if subprocess.call(command) != 0:
        stop("the environment could not be created in " + VENV)


def install(requirements):
    """Run pip, count aloud what it collects, and turn its failures into one line."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
    for name in requirements:
        command += ["-r", name]
    print("Setting up, once: about 150 packages, 250 MB. This takes a minute or two.", flush=True)
    pip = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                           universal_newlines=True)  # fmt: skip
    lines, collected = [], 0
    for line in pip.stdout:
        lines.append(line)
        if line.startswith("Collecting "):
            collected += 1
            if sys.stdout.isatty():
                sys.stdout.write("\r%4d packages found …" % collected)
                sys.stdout.flush()
        elif line.startswith("Installing collected packages"):
            print("\r%4d packages found; installing them …" % collected, flush=True)
    if pip.wait() != 0:
        text = "".join(lines)
        if any(sign in text for sign in NO_NETWORK):
            stop("the package index cannot be reached. Connect to the network and try again.")
        sys.stderr.write("".join(lines[-15:]))
        stop("pip could not install the packages; its last lines stand above.")


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


def main(with_tests):
    """Set up what is missing; do nothing when all is there."""
    plain, tests = ["requirements.txt"], ["requirements.txt", "tests/requirements.txt"]
    names = tests if with_tests else plain
    marks = {os.path.join(VENV, "ready"): fingerprint(plain)}
    if with_tests:
        marks[os.path.join(VENV, "ready-tests")] = fingerprint(tests)
    if all(read(mark) == text for mark, text in marks.items()):
        return
    check_python()
    make_environment()
    install(names)
    if with_tests and subprocess.call([PYTHON, os.path.join(ROOT, "tests", "chromium.py")]) != 0:
        sys.exit(1)
    for mark, text in marks.items():
        with open(mark, "w") as file:
            file.write(text)


if __name__ == "__main__":
    main(with_tests="tests" in sys.argv[1:])
