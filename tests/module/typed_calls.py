"""Calls of the module as an editor or mypy sees them; test_types.py runs mypy over this file.

Each ``type: ignore`` stands at a call that is wrong: mypy reports the ones that it accepts.
"""

import numpy as np

import logitlab as lab
from logitlab import sampling

p: np.ndarray | np.floating = lab.softmax([[1.5, 0.8, -0.2]], axis=0, temperature=2.0)
loss: np.ndarray | np.floating = lab.cross_entropy_with_logits([1.5, 0.8], 0, reduction="sum")
slopes: np.ndarray = lab.cross_entropy_grad(np.zeros((2, 3)), [0, 1])
temperatures: np.ndarray = lab.load_oring().column("temperature")
shares: np.ndarray = lab.SoftmaxRegression().fit(slopes, [0, 1]).predict_proba(slopes)
apart: bool = lab.is_separable(slopes, [0, 1])
kept: np.ndarray = sampling.penalize(sampling.top_k([2.0, 1.0], 1), {0}, 1.5)
passed: bool = lab.check("softmax", lab.softmax).passed

lab.softmax([1.0], axis="rows")  # type: ignore[arg-type]
lab.softmax([1.0], temperature=None)  # type: ignore[arg-type]
lab.entropy([1.0], bases=2)  # type: ignore[call-arg]
lab.binary_cross_entropy_with_logits([0.0], [1], pos_weight=[2.0])  # type: ignore[arg-type]
sampling.top_k([2.0, 1.0], 1.5)  # type: ignore[arg-type]
text: str = lab.sigmoid(0.0)  # type: ignore[assignment]
lab.load_oring().colum("temperature")  # type: ignore[attr-defined]
