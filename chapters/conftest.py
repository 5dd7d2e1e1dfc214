"""How the notebooks are run when pytest compares their outputs with the stored ones."""

import os
import tempfile
import uuid

import nbval.kernel
from jupyter_client.manager import KernelManager


class KernelOnSocketFiles(KernelManager):
    """A kernel that listens on files of its own instead of TCP ports.

    A manager finds free ports, frees them again, and its kernel takes them a second later. When
    another test has taken one meanwhile, the kernel dies, and a sound notebook fails.
    """

    def __init__(self, **settings):
        files = os.path.join(tempfile.gettempdir(), f"kernel-{uuid.uuid4().hex}")
        super().__init__(transport="ipc", ip=files, **settings)


if os.name != "nt":  # ZeroMQ has no socket files on Windows
    nbval.kernel.KernelManager = KernelOnSocketFiles
