"""What a program begins with that must run where NumPy is all there is, as in a browser."""

BLOCKED = ["scipy", "sklearn", "matplotlib", "anywidget", "ipywidgets", "IPython"]
BLOCK = f"""
import sys
for name in {BLOCKED}:
    sys.modules[name] = None  # an import of it raises ImportError
"""
