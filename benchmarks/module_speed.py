"""Measure logitlab against its peers, in one run: SciPy, scikit-learn, and PyTorch if present.

Run it with ``python benchmarks/module_speed.py``. It prints three tables. A ratio below 1 means
that logitlab took less time than the peer. The last column of the first two is the memory that
logitlab allocates at its peak, divided by the size of the input. Two limits are compared with what
was measured: the median of the ratios to SciPy, and the largest peak.

Each pair is measured in turns, round after round, and the ratio is the median over the rounds:
when the machine is busy for a moment, it is busy for both. Every timing is the best of a few.
"""

import argparse
import itertools
import statistics
import time
import tracemalloc
import warnings

import numpy as np
import scipy.special
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression as Peer

import logitlab

try:
    import torch
except ImportError:  # PyTorch is an option and never needed
    torch = None

SHAPES = [(3,), (100, 10), (10000, 10), (1000, 1000), (256, 50257)]
LENGTHS = [10**4, 10**5, 10**6]

SLOWEST = 1.5  # times SciPy, in the median of all lines
LARGEST_PEAK = 4  # times the input
LARGE = 100_000  # bytes. The peak for a small array is that of Python's own objects.


def seconds(call, arguments, at_least):
    """Return the time of one call: the best of three batches that fill `at_least` seconds."""
    start = time.perf_counter()
    call(*arguments)
    once = time.perf_counter() - start
    repeats = max(1, int(at_least / 3 / max(once, 1e-7)))
    batches = []
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(repeats):
            call(*arguments)
        batches.append((time.perf_counter() - start) / repeats)
    return min(batches)


def compare(ours, theirs, arguments, rounds, at_least):
    """Return our median time, and the median over the rounds of our time divided by theirs."""
    pairs = [
        (seconds(ours, arguments, at_least), seconds(theirs, arguments, at_least))
        for _ in range(rounds)
    ]
    return statistics.median(a for a, _ in pairs), statistics.median(a / b for a, b in pairs)


def peak(call, z):
    """Return the peak of the memory that a call allocates, as a multiple of its input."""
    tracemalloc.start()
    call(z)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / z.nbytes


def peers(name):
    """Return the functions to compare `name` with, by library."""
    known = {"sigmoid": "expit", "log_sigmoid": "log_expit"}
    scipy_function = getattr(scipy.special, known.get(name, name))
    rows = name in ("softmax", "log_softmax", "logsumexp")
    options = {"axis": -1} if rows else {}
    found = {"SciPy": lambda z: scipy_function(z, **options)}
    if torch is not None:
        known = {"log_sigmoid": torch.nn.functional.logsigmoid}
        torch_function = known.get(name) or getattr(torch, name)
        torch_options = {"dim": -1} if rows else {}
        found["PyTorch"] = lambda z: torch_function(torch.from_numpy(z), **torch_options)
    return found


def functions_table(names, shapes, rounds, at_least):
    """Print a line for each function, shape, dtype and peer.

    Return the ratios to SciPy, and the peaks for large arrays.
    """
    ratios, peaks = [], []
    print("function             shape    dtype       time    peer  ratio  peak/input")
    rng = np.random.default_rng(0)
    for name, shape, dtype in itertools.product(names, shapes, (np.float64, np.float32)):
        ours = getattr(logitlab, name)
        z = (5 * rng.normal(size=shape)).astype(dtype)
        if name == "logit":
            z = logitlab.sigmoid(z)
        for library, theirs in peers(name).items():
            took, ratio = compare(ours, theirs, (z,), rounds, at_least)
            most = peak(ours, z)
            print(
                f"{name:12} {shape!s:>13} {dtype.__name__:>8} {took * 1e6:8.1f}µs "
                f"{library:>7} {ratio:6.2f} {most:11.2f}",
                flush=True,
            )
            if library == "SciPy":
                ratios.append(ratio)
            if z.nbytes >= LARGE:
                peaks.append(most)
    return ratios, peaks


def models_table(rounds):
    """Print a line for each fit: time, ratio, and the loss that ours and the peer's reach."""
    print(
        "fit                                                 time  ratio         loss    peer loss"
    )
    cancer, digits = logitlab.load_breast_cancer(), logitlab.load_digits()
    newton = Peer(C=1, solver="newton-cholesky", max_iter=1000)
    same_loss = Peer(C=1, max_iter=10000, tol=1e-6)  # the default tol stops 4e-5 above the minimum
    default = Peer(C=1, max_iter=10000)
    logistic, softmax = logitlab.LogisticRegression(C=1), logitlab.SoftmaxRegression(C=1)
    for label, ours, theirs, X, y in [
        ("breast_cancer: newton | newton-cholesky", logistic, newton, cancer.X, cancer.y),
        ("digits/16: newton | lbfgs, tol=1e-6", softmax, same_loss, digits.X / 16, digits.y),
        ("digits/16: newton | lbfgs, tol=1e-4", softmax, default, digits.X / 16, digits.y),
    ]:
        took, ratio = compare(ours.fit, theirs.fit, (X, y), rounds, 0.05)
        losses = [objective(model, X, y) for model in (ours, theirs)]
        print(
            f"{label:44} {took * 1e3:9.2f}ms {ratio:6.2f} {losses[0]:12.9f} {losses[1]:12.9f}",
            flush=True,
        )


def objective(model, X, y):
    """Return (NLL + ‖w‖²/2) / N of a fitted model, the same for logitlab and scikit-learn."""
    z = model.decision_function(X)
    if z.ndim == 1:
        nll = logitlab.binary_cross_entropy_with_logits(z, y, reduction="sum")
    else:
        nll = logitlab.cross_entropy_with_logits(z, y, reduction="sum")
    return (nll + (model.coef_**2).sum() / 2) / len(y)


def main():
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each pair")
    parser.add_argument("--seconds", type=float, default=0.03, help="least time of a measurement")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)
    pytorch = torch.__version__ if torch else "not installed"
    print(f"NumPy {np.__version__}, SciPy {scipy.__version__}, PyTorch {pytorch}\n")
    ratios, peaks = functions_table(
        ["softmax", "log_softmax", "logsumexp"], SHAPES, arguments.rounds, arguments.seconds
    )
    print()
    lengths = [(n,) for n in LENGTHS]
    more_ratios, more_peaks = functions_table(
        ["sigmoid", "log_sigmoid", "logit"], lengths, arguments.rounds, arguments.seconds
    )
    print(
        f"\nTime, median of the ratios to SciPy:     {statistics.median(ratios + more_ratios):.2f} "
        f"(limit {SLOWEST})\n"
        f"Memory, largest peak from {LARGE // 1000} kB on:     {max(peaks + more_peaks):.2f} "
        f"times the input (limit {LARGEST_PEAK})\n"
    )
    models_table(arguments.rounds)


if __name__ == "__main__":
    main()
