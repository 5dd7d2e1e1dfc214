"""The cheat sheet: its numbers and formulas are computed again.

That it prints on one sheet of paper: tests/site/test_print.py.
"""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

import logitlab

CHAPTERS = Path(__file__).parents[2] / "chapters"
TEXT = (CHAPTERS / "cheat_sheet.md").read_text("utf-8")
FORMATS = (np.float16, np.float32, np.float64)
LIMITS = {
    "$e^{z}$ is `inf` above": lambda info, top, least: f"{top:.2f}",
    "$e^{z}$ is 0 below": lambda info, top, least: f"{(least - 1) * np.log(2):.2f}",
    "$\\sigma(z)$ is 1 from": lambda info, top, least: f"{(info.nmant + 1) * np.log(2):.2f}",
    "gap above 1": lambda info, top, least: f"{info.eps:.1e}",
    "largest number": lambda info, top, least: f"{info.max:.2g}",
    "smallest above 0": lambda info, top, least: f"{info.smallest_subnormal:.2g}",
}


def table(text, heading):
    """The rows of the table with this first line, as lists of cells, without its two heads."""
    block = text[text.index(heading) :].split("\n\n")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in block.split("\n")[2:]]


def number_after(text):
    """The number that stands on the page after this text."""
    return re.match(r"[ $=]*(-?[\d.]+)", TEXT[TEXT.index(text) + len(text) :])[1]


def test_the_limits_are_those_of_the_formats():
    rows = {name: cells for name, *cells in table(TEXT, "| limit | `float16`")}
    assert rows.keys() == LIMITS.keys()
    for name, cells in rows.items():
        for kind, cell in zip(FORMATS, cells, strict=True):
            info = np.finfo(kind)
            top, least = np.log(float(info.max)), np.log2(float(info.smallest_subnormal))
            assert cell.replace("−", "-") == LIMITS[name](info, top, least), (name, kind)


@np.errstate(all="ignore")
def test_the_exponential_and_the_usual_sigmoid_obey_the_limits():
    rows = {name: cells for name, *cells in table(TEXT, "| limit | `float16`")}
    for place, kind in enumerate(FORMATS):
        above, below, one = (float(rows[name][place].replace("−", "-")) for name in [*LIMITS][:3])
        assert np.isfinite(np.exp(kind(above - 0.03))) and np.isinf(np.exp(kind(above + 0.03)))
        assert np.exp(kind(below + 0.03)) > 0 and np.exp(kind(below - 0.03)) == 0
        usual = [1 / (1 + np.exp(-kind(one + step))) for step in (-0.03, 0.03)]
        assert usual[0] < 1 and usual[1] == 1


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("\\ln 2 =", logitlab.entropy([1 / 2] * 2)),
        ("\\ln 3 =", logitlab.entropy([1 / 3] * 3)),
        ("\\ln 10 =", logitlab.entropy([1 / 10] * 10)),
        ("1 bit", np.log(2)),
        ("1 nat", 1 / np.log(2)),
        ("stops the learning below $z =", logitlab.logit(1e-15)),
    ],
)
def test_a_number_in_the_text_is_right_to_its_last_digit(place, value):
    found = number_after(place)
    assert found == f"{value:.{len(found.split('.')[1])}f}"


def test_the_losses_of_chapter_8_are_rows_here_and_say_the_same():
    notebook = nbformat.read(CHAPTERS / "08_in_practice.ipynb", as_version=4)
    heading = "| wants | loss |"
    source = next(cell.source for cell in notebook.cells if heading in cell.source)
    here = {row[0].split("(")[0].strip("` "): row for row in table(TEXT, "| function | in |")}
    words = {"$z$": "scores", "$p$": "probabilities", "$\\ln p$": "log-probabilities"}
    asked = []
    for wants, losses in table(source, heading):
        for name in re.findall(r"`(?:F\.)?(\w+)`", losses):
            _, goes_in, _, _ = here[name]
            assert words[goes_in.removesuffix(" (!)")] == wants, name
            asked.append(name)
    assert len(asked) == 5
    assert "`tf.nn` return a list with the loss of each case, the others a mean" in source
    lists = {name for name, row in here.items() if row[3] == "list"}
    assert lists and not lists & set(asked)


def test_every_function_of_logitlab_that_it_names_exists_and_none_is_missing():
    forms = TEXT[TEXT.index("## Forms") : TEXT.index("## Limits")]
    named = set(re.findall(r"`(\w+)\(", forms))
    loaders = {name for name in logitlab.__all__ if name.startswith("load_")} | {"DataSet"}
    exercises = {"check", "hint", "progress", "student"}
    assert named == set(logitlab.__all__) - loaders - exercises


def test_the_forms_give_what_logitlab_gives():
    u = z = np.array([-50.0, -1.5, 0.0, 2.5, 50.0])
    y = np.array([0.0, 1.0, 0.3, 1.0, 0.0])
    softplus = np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)))
    other = np.maximum(-u, 0) + np.log1p(np.exp(-np.abs(u)))
    m, r = z.max(), np.exp(np.delete(z, z.argmax()) - z.max()).sum()
    sigma = logitlab.sigmoid
    loss = logitlab.binary_cross_entropy_with_logits(z, y, reduction="none")
    L = logitlab.log_sigmoid(z)  # of a yes, so ln(1 - e^L) is that of a no
    near, far = np.log(-np.expm1(np.maximum(L, -1))), np.log1p(-np.exp(np.minimum(L, -0.5)))
    pairs = [
        (softplus, logitlab.softplus(u)),
        (-other, logitlab.log_sigmoid(z)),
        (m + np.log1p(r), logitlab.logsumexp(z)),
        ((z - m) - np.log1p(r), logitlab.log_softmax(z)),
        (y * other + (1 - y) * softplus, loss),
        ((1 - y) * sigma(z) - y * sigma(-z), logitlab.binary_cross_entropy_grad(z, y)),
        (sigma(z) * sigma(-z), logitlab.sigmoid_grad(z)),
        (np.where(L > -np.log(2), near, far), logitlab.log_sigmoid(-z)),
    ]
    for form, exact in pairs:
        np.testing.assert_allclose(form, exact, rtol=1e-13, atol=0)


Z = np.array([0.7, -1.2, 2.0, 0.1])  # four scores
P = np.exp(Z) / np.exp(Z).sum()
Q = np.array([0.4, 0.3, 0.2, 0.1])
Y = np.array([0.0, 0.0, 1.0, 0.0])
T = 0.3  # a score, and the probability of yes that belongs to it
S = 1 / (1 + np.exp(-T))
X = np.array([[1, 0.5], [1, -1.0], [1, 2.0]])  # the first column is the bias
LABELS = np.array([0.0, 1.0, 1.0])
BETA = np.array([0.2, -0.4])


def slope(function, at, step=1e-6):
    """The slope of a function in each entry of an array, by central differences."""
    at = np.atleast_1d(np.asarray(at, float))
    moves = step * np.eye(len(at))
    slopes = [(np.asarray(function(at + m)) - function(at - m)) / (2 * step) for m in moves]
    return np.squeeze(np.array(slopes).T)


def nll(beta):
    """The sum of the surprises of three labels."""
    p = 1 / (1 + np.exp(-X @ beta))
    return -np.sum(LABELS * np.log(p) + (1 - LABELS) * np.log(1 - p))


FITTED = 1 / (1 + np.exp(-X @ BETA))


@pytest.mark.parametrize(
    ("formula", "left", "right"),
    [
        (r"1 - \sigma(z) = \sigma(-z)", 1 - S, 1 / (1 + np.exp(T))),
        (r"\sigma'(z) = \sigma(z)\,\sigma(-z) = p(1-p)", slope(logitlab.sigmoid, T), S * (1 - S)),
        (r"\mathrm{logit}(p) = \ln\frac{p}{1-p}", T, np.log(S / (1 - S))),
        (r"with the slope $\frac{1}{p(1-p)}$", slope(logitlab.logit, S), 1 / (S * (1 - S))),
        (r"o = e^{z} = \frac{p}{1-p}", np.exp(T), S / (1 - S)),
        (r"p = \frac{o}{1+o}", S, np.exp(T) / (1 + np.exp(T))),
        (r"= \frac{e^{z_k}}{\sum_j e^{z_j}}$", logitlab.softmax(Z), P),
        (r"the same for $z_k$ and $z_k + c$", logitlab.softmax(Z + 5), P),
        (
            r"\partial p_i / \partial z_j = p_i\,([i = j] - p_j)",
            slope(logitlab.softmax, Z),
            P[:, None] * (np.eye(4) - P),
        ),
        (r"p_1 = \sigma(z_1 - z_2)", logitlab.softmax(Z[:2])[0], 1 / (1 + np.exp(Z[1] - Z[0]))),
        (r"$z_k / T$ in the place of", logitlab.softmax(Z, temperature=2), logitlab.softmax(Z / 2)),
        (r"\ln p_k = z_k - \mathrm{LSE}(z)", np.log(P), Z - np.log(np.exp(Z).sum())),
        (r"\partial\,\mathrm{LSE} / \partial z_k = p_k", slope(logitlab.logsumexp, Z), P),
        (r"with the slope $\sigma(u)$", slope(logitlab.softplus, T), S),
        (r"-y \ln p - (1 - y)\ln(1 - p)", -np.log(1 - S), np.logaddexp(0, T)),
        (r"$-\sum_k y_k \ln p_k$", -np.log(P[2]), logitlab.cross_entropy_with_logits(Z, Y)),
        (r"H(p) = -\sum_k p_k \ln p_k", logitlab.entropy(P), -np.sum(P * np.log(P))),
        (r"H(y, p) = -\sum_k y_k \ln p_k", logitlab.cross_entropy(P, Q), -np.sum(P * np.log(Q))),
        (
            r"which is $H(y) + \mathrm{KL}(y \,\Vert\, p)$",
            logitlab.cross_entropy(P, Q),
            logitlab.entropy(P) + logitlab.kl_divergence(P, Q),
        ),
        (r"y_k \ln\frac{y_k}{p_k}", logitlab.kl_divergence(P, Q), np.sum(P * np.log(P / Q))),
        (r"**Perplexity**: $e^{\mathcal{L}}$", logitlab.perplexity(0.7), np.exp(0.7)),
        (
            r"\textcolor{gradient}{p_k - y_k}",
            slope(lambda z: logitlab.cross_entropy_with_logits(z, Y), Z),
            P - Y,
        ),
        (r"X^\top(\textcolor{gradient}{p - y})", slope(nll, BETA), X.T @ (FITTED - LABELS)),
        (
            r"\nabla^2 \mathrm{NLL} = X^\top S X$ with $s_i = p_i(1 - p_i)",
            slope(lambda beta: slope(nll, beta, 1e-4), BETA, 1e-4),
            X.T @ np.diag(FITTED * (1 - FITTED)) @ X,
        ),
        (
            r"a bias $b$ on one score",
            logitlab.logit(logitlab.softmax(Z + Y)[2]),
            logitlab.logit(P[2]) + 1,
        ),
        (r"\mathrm{OR} = e^{w}", np.exp(T + 1.5) / np.exp(T), np.exp(1.5)),
    ],
)
def test_a_formula_holds(formula, left, right):
    assert formula in TEXT, "the sheet says it in another way: compute that one"
    np.testing.assert_allclose(left, right, rtol=1e-6, atol=1e-8)
