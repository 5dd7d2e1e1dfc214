"""What some cells print stays closed when they run, as it is when the notebook is opened.

JupyterLab and Notebook 7 open each output as its cell runs, whatever the notebook says. Then *Run
All* would show what a prediction is to reveal. So the outputs of the cells that the notebook's
first cell names go into a fold of their own.
"""

from html import escape

from IPython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output

from .translation import translated

SUMMARY = "▸ What this cell prints"  # JupyterLab shows no triangle of its own
SHOWN_AS_IT_IS = ("text/html", "image/svg+xml")  # the first of them that an output has

_state = {"cells": set(), "capture": None, "caught": None}


def keep_closed(*cells):
    """Fold what these cells print.

    Parameters
    ----------
    *cells : str
        Their ids in the notebook. JupyterLab and Notebook 7 tell the kernel which cell they run;
        where nobody tells, nothing is folded.
    """
    shell = get_ipython()
    if shell is None:
        return
    _state["cells"] = set(cells)
    for event, act in (("pre_run_cell", _begin), ("post_run_cell", _end)):
        # once, although the cell may run again
        if act not in shell.events.callbacks[event]:
            shell.events.register(event, act)


def _begin(info):
    if getattr(info, "cell_id", None) in _state["cells"]:
        _state["capture"] = capture_output()
        _state["caught"] = _state["capture"].__enter__()


def _end(result):
    if _state["capture"] is None:
        return
    _state["capture"].__exit__(None, None, None)
    caught, _state["capture"] = _state["caught"], None
    parts = [f"<pre>{escape(caught.stdout + caught.stderr)}</pre>"] if caught.stdout else []
    for output in caught.outputs:
        mime = next((one for one in SHOWN_AS_IT_IS if one in output.data), None)
        parts.append(output.data[mime] if mime else f"<pre>{escape(str(output))}</pre>")
    if parts:
        html = (
            f"<details><summary>{translated(SUMMARY, 'labels')}</summary>{''.join(parts)}</details>"
        )
        display({"text/plain": caught.stdout, "text/html": html}, raw=True)
