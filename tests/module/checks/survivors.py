"""Small changes of right answers that no case rejects: {reason: {exercise: [change]}}."""

# ruff: noqa: E501

SURVIVORS = {
    "A border, a start or a stop that may lie elsewhere: the numbers are the same on both sides.": {
        "sigmoid": [
            "sigmoid: z >= 0 → z > 0",
            "stable: z >= 0 → z > 0",
            "element_by_element: x >= 0 → x > 0",
            "element_by_element: x >= 0 → x >= 1",
            "element_by_element: max(x, -746) → max(x, -747)",
        ],
        "first_one": [
            "_first_one: kind(1) → kind(2)",
            "_first_one: kind(1) → kind(0)",
            "_first_one: kind(60) → kind(61)",
            "search: kind(1) → kind(2)",
            "search: kind(1) → kind(0)",
            "search: kind(60) → kind(61)",
        ],
        "logit": [
            "logit: p > 0.25 → p >= 0.25",
            "logit: p < 0.75 → p <= 0.75",
            "logit: p > 0.25 → p > 0.225",
            "logit: p < 0.75 → p < 1.75",
            "logit: p < 0.75 → p < 0.675",
            "two_forms: p if p.dtype.kind == 'f' else p.astype(float) → p",
            "two_forms: p > 0.25 → p >= 0.25",
            "two_forms: p < 0.75 → p <= 0.75",
            "two_forms: p > 0.25 → p > 0.225",
            "two_forms: p < 0.75 → p < 1.75",
            "two_forms: p < 0.75 → p < 0.675",
            "one_by_one: 0.25 < x < 0.75 → 0.25 <= x < 0.75",
            "one_by_one: 0.25 < x < 0.75 → 0.225 < x < 0.75",
            "one_by_one: 0.25 < x < 0.75 → 0.25 < x < 1.75",
            "one_by_one: 0.25 < x < 0.75 → 0.25 < x < 0.675",
        ],
        "curve_nll": [
            "one_by_one: z.dtype if z.dtype.kind == 'f' else float → z.dtype",
            "one_by_one: z.dtype if z.dtype.kind == 'f' else float → float",
            "one_by_one: z.dtype.kind == 'f' → z.dtype.kind != 'f'",
        ],
        "curve_slopes": [
            "s: z >= 0 → z > 0",
        ],
        "binary_cross_entropy_grad": [
            "one_by_one: x >= 0 → x > 0",
            "one_by_one: x >= 0 → x >= 1",
        ],
        "separable": [
            "apart: largest_margins(X, y) > 0.5 → largest_margins(X, y) >= 0.5",
            "apart: largest_margins(X, y) > 0.5 → largest_margins(X, y) > 0.45",
        ],
        "kl_divergence": [
            "kl_divergence: y / 2 → y / 3",
        ],
        "kl_nearly_equal": [
            "kl_divergence: np.abs(d) < y / 2 → np.abs(d) <= y / 2",
            "kl_divergence: np.abs(d) → d",
            "kl_divergence: y / 2 → y * 2",
            "kl_divergence: y / 2 → y / 3",
            "kl_divergence: y / 2 → y / 0",
        ],
        "best_forecast": [
            "by_loop: 0.01 → 0.009000000000000001",
            "by_loop: range(1, 100) → range(2, 100)",
            "by_loop: range(1, 100) → range(0, 100)",
            "by_loop: mean_loss(loss, k / 100) < mean_loss(loss, best) → mean_loss(loss, k / 100) <= mean_loss(loss, best)",
        ],
        "softplus": [
            "lambda: z > 0 → z >= 0",
            "lambda: z > 0 → z > 1",
        ],
        "fit_temperature": [
            "_lowest: high - low > 0.0001 → high - low >= 0.0001",
            "_lowest: (-4.0, 4.0) → (-4.0, 5.0)",
            "_lowest: (-4.0, 4.0) → (-4.0, 3.6)",
            "_lowest: high - low > 0.0001 → high - low > 9e-05",
            "_lowest: loss(np.exp(left)) < loss(np.exp(right)) → loss(np.exp(left)) <= loss(np.exp(right))",
            "_lowest: (-4.0, 4.0) → (-5.0, 4.0)",
            "_lowest: (-4.0, 4.0) → (-3.6, 4.0)",
            "_lowest: np.sqrt(5) → np.sqrt(6)",
            "search: np.linspace(-4, 4, 801) → np.linspace(-4, 5, 801)",
            "search: np.linspace(-4, 4, 801) → np.linspace(-4, 4, 802)",
            "search: np.linspace(-4, 4, 801) → np.linspace(-5, 4, 801)",
            "golden: high - low > 0.0001 → high - low >= 0.0001",
            "golden: (-4.0, 4.0) → (-4.0, 5.0)",
            "golden: (-4.0, 4.0) → (-4.0, 3.6)",
            "golden: high - low > 0.0001 → high - low > 9e-05",
            "golden: surprise(scores, labels, math.exp(a)) < surprise(scores, labels, math.exp(b)) → surprise(scores, labels, math.exp(a)) <= surprise(scores, labels, math.exp(b))",
            "golden: (-4.0, 4.0) → (-5.0, 4.0)",
            "golden: (-4.0, 4.0) → (-3.6, 4.0)",
            "golden: 0.382 * (high - low) → 0.3438 * (high - low)",
            "golden: 0.618 * (high - low) → 0.5562 * (high - low)",
        ],
        "held_out_temperature": [
            "by_search: (-3, 3) → (-3, 4)",
            "by_search: (-3, 3) → (-4, 3)",
        ],
    },
    "A part of the public function that this exercise does not ask for.": {
        "class_log_likelihood": [
            "picked: np.take_along_axis(shares, labels[:, None], axis=1) → np.take_along_axis(shares, labels[:, None])",
        ],
        "softmax": [
            "softmax: (z - m) / temperature → (z - m) * temperature",
        ],
        "kl_nearly_equal": [
            "kl_divergence: ln2 / math.log(as_base(base)) → ln2 * math.log(as_base(base))",
        ],
        "perplexity": [
            "perplexity: if (nll < 0).any() → if False",
            "perplexity: (nll < 0).any() → (nll < 0).all()",
        ],
        "brier_score": [
            "brier_score: forecast.ndim <= 1 and as_floats(y, 'y')[0].shape == forecast.shape → forecast.ndim <= 1 or as_floats(y, 'y')[0].shape == forecast.shape",
            "brier_score: forecast.ndim <= 1 → forecast.ndim <= 2",
        ],
        "logsumexp": [
            "logsumexp: lse if keepdims else np.squeeze(lse, axis)[()] → np.squeeze(lse, axis)[()]",
            "logsumexp: np.max(z, axis=axis, keepdims=keepdims, initial=-np.inf) → np.min(z, axis=axis, keepdims=keepdims, initial=-np.inf)",
            "logsumexp: np.max(z, axis=axis, keepdims=keepdims, initial=-np.inf) → np.max(z, axis=axis, initial=-np.inf)",
        ],
        "log_softmax": [
            "log_softmax: if z.size == 0 or z.ndim == 0 → if False",
            "log_softmax: z.size == 0 or z.ndim == 0 → z.size == 0 and z.ndim == 0",
            "log_softmax: (z - m) / temperature → (z - m) * temperature",
            "log_softmax: z.size == 0 → z.size == 1",
        ],
        "binary_cross_entropy_with_logits": [
            "binary_cross_entropy_with_logits: as_number(pos_weight, 'pos_weight', 0, LARGEST, hint) → as_number(pos_weight, 'pos_weight', 1, LARGEST, hint)",
        ],
        "soft_cross_entropy": [
            "cross_entropy_with_logits: (1 - share) * target + share / z.shape[-1] → (1 - share) * target - share / z.shape[-1]",
            "cross_entropy_with_logits: as_number(label_smoothing, 'label_smoothing', 0, 1, hint) → as_number(label_smoothing, 'label_smoothing', 0, 2, hint)",
            "cross_entropy_with_logits: as_number(label_smoothing, 'label_smoothing', 0, 1, hint) → as_number(label_smoothing, 'label_smoothing', 0, 0, hint)",
            "cross_entropy_with_logits: share / z.shape[-1] → share * z.shape[-1]",
            "cross_entropy_with_logits: 1 - share → 1 + share",
        ],
        "mean_gradient": [
            "shares: np.sum(e, axis=-1, keepdims=True) → np.sum(e, axis=1, keepdims=True)",
            "shares: np.max(z, axis=-1, keepdims=True) → np.max(z, axis=1, keepdims=True)",
        ],
        "held_out_temperature": [
            "temperature: np.linspace(-3, 3, 601) → np.linspace(-3, 4, 601)",
            "temperature: np.linspace(-3, 3, 601) → np.linspace(-3, 3, 602)",
            "temperature: np.linspace(-3, 3, 601) → np.linspace(-4, 3, 601)",
        ],
    },
    "One list goes in, or rows by themselves, so that one axis is as good as another.": {
        "softmax": [
            "stable: -1 → 1",
            "stable: 1 → 2",
            "stable: 1 → 0",
        ],
        "softmax_jacobian": [
            "softmax_jacobian: p.shape[-1] → p.shape[-0]",
            "softmax_jacobian: jacobian.sum(axis=-1) → jacobian.sum(axis=1)",
            "softmax_jacobian: jacobian.sum(axis=-1) → jacobian.sum(axis=-2)",
            "softmax_jacobian: jacobian.sum(axis=-1) → jacobian.sum(axis=-0)",
            "stable: 1 → 0",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(keepdims=True)",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis)",
            "stable: z.max(axis=axis, keepdims=True, initial=-np.inf) → z.max(keepdims=True, initial=-np.inf)",
            "stable: z.max(axis=axis, keepdims=True, initial=-np.inf) → z.max(axis=axis, initial=-np.inf)",
            "stable: z.max(axis=axis, keepdims=True, initial=-np.inf) → z.max(axis=axis, keepdims=True)",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis, keepdims=False)",
            "stable: z.max(axis=axis, keepdims=True, initial=-np.inf) → z.max(axis=axis, keepdims=False, initial=-np.inf)",
        ],
        "entropy": [
            "entropy: np.sum(p * surprise, axis=-1) → np.sum(p * surprise)",
            "entropy: np.sum(p * surprise, axis=-1) → np.sum(p * surprise, axis=-0)",
        ],
        "kl_nearly_equal": [
            "kl_divergence: np.sum(np.where(near, close, apart), axis=-1) → np.sum(np.where(near, close, apart))",
            "kl_divergence: np.sum(d, axis=-1, where=near) → np.sum(d, where=near)",
            "kl_divergence: np.sum(np.where(near, close, apart), axis=-1) → np.sum(np.where(near, close, apart), axis=-0)",
            "kl_divergence: np.sum(d, axis=-1, where=near) → np.sum(d, axis=-0, where=near)",
        ],
        "gradient_any_target": [
            "stable: 1 → 0",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(keepdims=True)",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis)",
            "stable: z.max(axis=axis, keepdims=True) → z.max(keepdims=True)",
            "stable: z.max(axis=axis, keepdims=True) → z.max(axis=axis)",
            "stable: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis, keepdims=False)",
            "stable: z.max(axis=axis, keepdims=True) → z.max(axis=axis, keepdims=False)",
        ],
        "brier_score": [
            "brier_score: np.sum((forecast - target) ** 2, axis=-1) → np.sum((forecast - target) ** 2, axis=1)",
        ],
        "soft_cross_entropy": [
            "cross_entropy_with_logits: np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-1) → np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)))",
            "cross_entropy_with_logits: z.shape[-1] → z.shape[1]",
            "cross_entropy_with_logits: np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-1) → np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=1)",
            "cross_entropy_with_logits: np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-1) → np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-2)",
            "cross_entropy_with_logits: np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-1) → np.sum(np.where(factor == 0, 0, factor * -log_softmax(z)), axis=-0)",
            "cross_entropy_with_logits: z.shape[-1] → z.shape[-2]",
            "cross_entropy_with_logits: z.shape[-1] → z.shape[-0]",
            "my_log_softmax: -1 → 1",
            "my_cross_entropy: np.sum(np.where(y == 0, 0, y * lp), axis=-1) → np.sum(np.where(y == 0, 0, y * lp), axis=1)",
            "my_log_softmax: np.argmax(z, axis=axis, keepdims=True) → np.argmax(z, keepdims=True)",
            "my_log_softmax: 1 → 0",
            "my_log_softmax: e.sum(axis=axis, keepdims=True) → e.sum(keepdims=True)",
            "my_log_softmax: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis)",
            "my_log_softmax: e.sum(axis=axis, keepdims=True) → e.sum(axis=axis, keepdims=False)",
        ],
    },
    "Only where the lowest point lies counts, or only whether the number is finite.": {
        "fit_temperature": [
            "surprise: special.log_softmax(scores / T, axis=1)[np.arange(len(labels)), labels].mean() → special.log_softmax(scores / T, axis=1)[np.arange(len(labels)), labels].sum()",
        ],
        "held_out_temperature": [
            "_losses_at: np.mean(np.log(np.exp(scores).sum(axis=2)) - true_scores, axis=1) → np.sum(np.log(np.exp(scores).sum(axis=2)) - true_scores, axis=1)",
            "_losses_at: np.exp(scores).sum(axis=2) → np.exp(scores).mean(axis=2)",
            "temperature: surprises(Z / T, y).mean() → surprises(Z / T, y).sum()",
            "by_search: surprises(Z / np.exp(t), y).mean() → surprises(Z / np.exp(t), y).sum()",
        ],
        "good_rows": [
            "_surprises: _log_of_sums(Z) - _true_scores(Z, y) → _log_of_sums(Z) + _true_scores(Z, y)",
            "_log_of_sums: np.log(np.exp(Z).sum(axis=1)) → np.log1p(np.exp(Z).sum(axis=1))",
            "_log_of_sums: np.log(np.exp(Z).sum(axis=1)) → np.exp(Z).sum(axis=1)",
            "_log_of_sums: np.exp(Z).sum(axis=1) → np.exp(Z).mean(axis=1)",
            "quiet_surprises: np.log(np.exp(Z).sum(axis=1)) → np.log1p(np.exp(Z).sum(axis=1))",
            "quiet_surprises: np.log(np.exp(Z).sum(axis=1)) → np.exp(Z).sum(axis=1)",
            "quiet_surprises: np.exp(Z).sum(axis=1) → np.exp(Z).mean(axis=1)",
        ],
    },
    "An argument that only the wrong answers of the table use, or a class of equal cases.": {
        "newton_walk": [
            "_newton_walk: curvature(X, p) if H is None or anew else H → curvature(X, p)",
            "walk: first if fixed else hessian(X, p) → hessian(X, p)",
            "walk: np.full(len(X), 0.5) → np.full(len(X), 1.5)",
            "walk: np.full(len(X), 0.5) → np.full(len(X), 0.45)",
        ],
        "separable": [
            "largest_margins: np.column_stack([np.ones(len(X)), X]) if bias else X → np.column_stack([np.ones(len(X)), X])",
        ],
        "smoothing_floor": [
            "average_surprise: np.sum(p * np.log(1 / p)) / np.log(base) → np.sum(p * np.log(1 / p)) * np.log(base)",
            "crossed: -xlogy(p, q).sum(axis=-1) / np.log(base) → -xlogy(p, q).sum(axis=-1) * np.log(base)",
            "crossed: -xlogy(p, q).sum(axis=-1) / np.log(base) → xlogy(p, q).sum(axis=-1) / np.log(base)",
            "crossed: np.log(base) → np.log1p(base)",
            "crossed: np.log(base) → base",
            "crossed: xlogy(p, q).sum(axis=-1) → xlogy(p, q).mean(axis=-1)",
            "crossed: xlogy(p, q).sum(axis=-1) → xlogy(p, q).sum()",
            "crossed: xlogy(p, q).sum(axis=-1) → xlogy(p, q).sum(axis=-0)",
            "lambda: [1.0] → [2.0]",
            "lambda: [1.0] → [0.9]",
            "lambda: [0.0] → [1.0]",
        ],
        "best_forecast": [
            "_mean_loss: 0.73 → 1.73",
            "_mean_loss: 0.73 → 0.657",
        ],
    },
    "The number is thrown away: another guard takes over there.": {
        "entropy": [
            "entropy: np.where(p == 0, 1, p) → np.where(p == 0, 2, p)",
        ],
        "cross_entropy": [
            "cross_entropy: np.where((y == 0) & (p == 0), 1, p) → np.where((y == 0) & (p == 0), 2, p)",
        ],
        "kl_divergence": [
            "kl_divergence: p - y → p + y",
            "kl_divergence: np.maximum(bits, 0) → bits",
        ],
        "kl_nearly_equal": [
            "kl_divergence: np.where(y == 0, 0 * p, y * (np.log2(y) - np.log2(p))) → y * (np.log2(y) - np.log2(p))",
            "kl_divergence: 0 * p → 0 / p",
            "kl_divergence: y == 0 → y == 1",
            "kl_divergence: 0 * p → 1 * p",
            "kl_divergence: np.maximum(bits, 0) → bits",
        ],
        "cross_entropy_grad": [
            "cross_entropy_grad: target == 1 → target == 2",
            "cross_entropy_grad: np.where(certain, -others, p - target) → p - target",
            "cross_entropy_grad: p - target → p + target",
        ],
        "log_softmax": [
            "log_softmax: z - z → z + z",
        ],
        "y_log_p": [
            "_y_log_p: np.where(y == 0, 0.0, y * np.log(np.where(y == 0, 1.0, p))) → y * np.log(np.where(y == 0, 1.0, p))",
            "_y_log_p: np.where(y == 0, 1.0, p) → p",
            "_y_log_p: np.where(y == 0, 1.0, p) → np.where(y == 0, 2.0, p)",
            "_y_log_p: np.where(y == 0, 1.0, p) → np.where(y == 0, 0.9, p)",
        ],
    },
    "Of two guards for the same thing, the other still holds.": {
        "merge_pairs": [
            "merge: if a[1] == 0 or a[0] == -np.inf → if False",
            "merge: if b[0] == -np.inf → if False",
            "merge: a[1] == 0 or a[0] == -np.inf → a[1] == 0 and a[0] == -np.inf",
            "merge: b if b[0] > -np.inf else (-np.inf, 0.0) → b",
            "merge: b[0] == -np.inf → b[0] == np.inf",
            "merge: a[1] == 0 → a[1] == 1",
            "merge: a[0] == -np.inf → a[0] == np.inf",
            "merge: b[0] > -np.inf → b[0] >= -np.inf",
            "merge: b[0] → b[1]",
            "merge: a[1] → a[0]",
            "merge: a[0] → a[1]",
        ],
        "online_logsumexp": [
            "_one_pass: (-np.inf, 0.0) → (-np.inf, 1.0)",
            "one_pass: m + np.log(s) if s else m → m + np.log(s)",
            "one_pass: (-np.inf, 0.0) → (-np.inf, 1.0)",
        ],
        "good_rows": [
            "good_by_loops: max(row) == -math.inf → max(row) == math.inf",
        ],
    },
    "The same by algebra: the change turns both sides of what is asked.": {
        "first_one": [
            "_first_one: 1 / (1 + np.exp(-middle)) → 1 * (1 + np.exp(-middle))",
        ],
        "separable": [
            "largest_margins: np.asarray(y)[:, None] == 1 → np.asarray(y)[:, None] != 1",
            "largest_margins: np.where(np.asarray(y)[:, None] == 1, 1, -1) → np.where(np.asarray(y)[:, None] == 1, 2, -1)",
            "largest_margins: np.asarray(y)[:, None] == 1 → np.asarray(y)[:, None] == 0",
            "largest_margins: np.where(np.asarray(y)[:, None] == 1, 1, -1) → np.where(np.asarray(y)[:, None] == 1, 1, -2)",
        ],
        "loss_gradient": [
            "gradient_by_images: W[0] → W[1]",
        ],
        "train": [
            "recursive: X[0] → X[1]",
        ],
    },
}
