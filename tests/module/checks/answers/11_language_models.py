"""Right and wrong answers to the exercises of chapter 11, as learners write them."""

import math

import numpy as np
from scipy import special


def anything_else(L):
    with np.errstate(divide="ignore"):
        return np.array(
            [math.log1p(-math.exp(x)) if x < -0.7 else float(np.log(-np.expm1(x))) for x in L]
        )


def over_all(batches):
    total = count = 0
    for batch in batches:
        for surprise in batch:
            total += surprise
            count += 1
    return total / count


def of_text(z, tokens):
    return sum(special.log_softmax(row)[token] for row, token in zip(z, tokens, strict=True))


def nucleus(p, share):
    answer, kept = np.zeros(len(p)), 0.0
    for k in sorted(range(len(p)), key=lambda k: -p[k]):
        if kept >= share - 1e-12:
            break
        answer[k] = p[k]
        kept += p[k]
    return answer / answer.sum()


def row(scores, hidden, none):
    z = [s for s, h in zip(scores, hidden, strict=True) if not h] + ([0.0] if none else [])
    m = max(z)
    total = sum(math.exp(x - m) for x in z)
    return [0.0 if h else math.exp(s - m) / total for s, h in zip(scores, hidden, strict=True)]


def level_slopes(z, strength):
    m = np.max(z)
    e = np.exp(z - m)
    return 2 * strength * (m + np.log(e.sum())) * e / e.sum()


RIGHT = {
    "log1mexp": [anything_else],
    "biased_share": [special.expit(special.logit(0.02) + 5), 0.752],
    "mean_over_tokens": [over_all, lambda b: sum(map(sum, b)) / sum(map(len, b))],
    "sequence_log_probability": [of_text],
    "bits_per_byte": [0.7 * math.log2(math.e), 1.01],
    "top_p": [nucleus],
    "attention_row": [row],
    "soft_cap": [lambda z, c: c * (2 / (1 + np.exp(-2 * np.asarray(z) / c)) - 1)],
    "z_loss_slopes": [level_slopes],
    "order_kept": [["A", "C", "A", "B", "C"], "ACABC"],
}

WRONG = {
    "sequence_log_probability": [(lambda z, tokens: -of_text(z, tokens), "sign")],
}
