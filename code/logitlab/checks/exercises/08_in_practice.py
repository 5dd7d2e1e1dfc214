"""The exercises of chapter 8: in practice."""

import numpy as np

from logitlab.checks.exercise import ChoiceExercise, FunctionExercise, ValueExercise, case
from logitlab.functions import logit, sigmoid, softmax
from logitlab.losses import cross_entropy_with_logits

_CALLS = (
    "  1  F.cross_entropy of PyTorch\n"
    "  2  F.nll_loss of PyTorch\n"
    "  3  sklearn.metrics.log_loss\n"
    "  4  optax.softmax_cross_entropy\n"
    "  5  keras.losses.CategoricalCrossentropy()\n"
    "  6  tf.nn.sigmoid_cross_entropy_with_logits\n"
)


def _lowest(loss):
    """The T at which a loss is lowest: golden-section search over ln T."""
    golden = (np.sqrt(5) - 1) / 2
    low, high = -4.0, 4.0
    while high - low > 1e-4:
        left, right = high - golden * (high - low), low + golden * (high - low)
        if loss(np.exp(left)) < loss(np.exp(right)):
            high = right
        else:
            low = left
    return np.exp((low + high) / 2)


def _fit_temperature(scores, labels):
    return _lowest(lambda T: cross_entropy_with_logits(scores / T, labels))


def _squared(scores, labels):
    one_hot = np.eye(scores.shape[1])[labels]
    return _lowest(lambda T: np.mean((softmax(scores / T) - one_hot) ** 2))


def _best_of(candidates):
    return lambda scores, labels: min(
        candidates, key=lambda T: cross_entropy_with_logits(scores / T, labels)
    )


def _scores(temperature, seed):
    """Scores of 400 samples, and labels that come true as softmax(scores / temperature) says."""
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(400, 5)) * 2 * temperature
    noise = rng.gumbel(size=scores.shape)
    return scores.round(3), np.argmax(scores / temperature + noise, axis=1)


def _train(gradient, step=-1.0):
    """A training that uses this slope of the loss in the scores."""

    def train(X, Y, steps):
        W = np.zeros((X.shape[1], Y.shape[1]))
        for _ in range(steps):
            W = W + step * X.T @ gradient(X @ W, Y)
        return W

    return train


def _mean_slope(z, Y):
    return (softmax(z) - Y) / len(Y)


def _slope_through_two(z, Y):
    p = softmax(z)
    slope = (softmax(p) - Y) / len(Y)
    return p * (slope - np.sum(p * slope, axis=1, keepdims=True))


def _threshold(miss, alarm, hit=0.0, rest=0.0):
    return (alarm - rest) / (alarm - rest + miss - hit)


_DRAWN = np.random.default_rng(5).normal(size=(150, 4))
_FEATURES = np.column_stack([np.ones(150), _DRAWN])
_ONE_HOT = np.eye(3)[np.argmax(_DRAWN[:, :3], axis=1)]
_SMALL = np.array([[1.0, 0.5], [1.0, -1.0], [1.0, 2.0], [1.0, 0.0]])

_BILLS = np.array([[0.0, 10.0, 60.0], [4.0, 3.0, 12.0], [9.0, 8.0, 7.0]])


def _cheapest(p, costs):
    return int(np.argmin(np.asarray(costs) @ np.asarray(p)))


def _other_mix(rng):
    """A mean over yes and no, for a learner with an id."""
    yes = int(rng.choice([10, 15, 20, 25, 30, 35, 40, 60, 70, 80]))
    best = np.array([np.log(1 + np.exp(-1)), np.log(2)])
    return {
        "question": "A network with one output ends in a sigmoid, and its loss applies the sigmoid "
        f"once more. Of 100 cases {yes} are a yes, the others a no. How low can the mean loss get "
        "at best, in nats? One number.",
        "reference": best @ [yes, 100 - yes] / 100,
        "mistakes": [
            (best[0], "This is the best loss of a yes. How many of the cases are a no?"),
            (best[1], "This is the best loss of a no. How many of the cases are a yes?"),
            (
                best @ [100 - yes, yes] / 100,
                "The two numbers of cases are exchanged: count once more how many are a yes.",
            ),
        ],
    }


EXERCISES = [
    ChoiceExercise(
        name="what_goes_in",
        chapter=8,
        question="What goes into these six losses: scores, probabilities or log-probabilities?\n"
        + _CALLS
        + "  Six words in a list, in this order.",
        key=[
            "scores",
            "log-probabilities",
            "probabilities",
            "scores",
            "probabilities",
            "scores",
        ],
        also={
            "logits": "scores",
            "logit": "scores",
            "score": "scores",
            "probs": "probabilities",
            "prob": "probabilities",
            "probability": "probabilities",
            "shares": "probabilities",
            "log-probs": "log-probabilities",
            "logprobs": "log-probabilities",
            "log-probability": "log-probabilities",
        },
        why={
            (1, "probabilities"): "F.cross_entropy applies the softmax itself. Probabilities pass "
            "without an error, and are softmaxed once more.",
            (1, "log-probabilities"): "That is F.nll_loss. F.cross_entropy is log_softmax and "
            "nll_loss in one, so it begins with scores.",
            (2, "scores"): "F.nll_loss takes no logarithm and no softmax: it picks the number at "
            "the label and turns its sign. So the logarithm must be there already.",
            (2, "probabilities"): "F.nll_loss takes no logarithm. Of probabilities it would return "
            "a number from −1 to 0.",
            (3, "scores"): "log_loss takes what predict_proba returns, and refuses numbers above "
            "1.",
            (3, "log-probabilities"): "log_loss takes the logarithm itself.",
            (4, "probabilities"): "Optax applies the softmax itself, as its name says: softmax and "
            "cross-entropy in one.",
            (4, "log-probabilities"): "Optax applies softmax and logarithm itself.",
            (5, "scores"): "Keras's class expects probabilities, unless you say from_logits=True.",
            (5, "log-probabilities"): "Keras's class takes the logarithm itself.",
            (6, "probabilities"): "The name ends in with_logits: scores go in.",
            (6, "log-probabilities"): "The name ends in with_logits, and logits are scores, not "
            "logarithms of probabilities.",
        },
        hints=[
            "What does the name of each function say about what it wants?",
            "A name with with_logits wants scores.",
            "PyTorch's cross_entropy and the cross-entropies of Optax and tf.nn want scores. Which "
            "one takes no logarithm? The table in section 3 of the chapter has nearly all.",
        ],
    ),
    ChoiceExercise(
        name="what_comes_out",
        chapter=8,
        question="What comes out for five samples, with nothing else said: a list of five numbers "
        "or their mean?\n" + _CALLS + "  Six words, list or mean, in this order.",
        key=["mean", "mean", "mean", "list", "mean", "list"],
        why={
            (1, "list"): "PyTorch reduces to the mean unless you say reduction='none'.",
            (2, "list"): "F.nll_loss reduces to the mean, as all losses of PyTorch do.",
            (3, "list"): "log_loss is a report on a whole data set: one number.",
            (4, "mean"): "Optax never reduces: you take .mean() yourself.",
            (5, "list"): "Keras's classes reduce to the mean. Its functions do not.",
            (6, "mean"): "tf.nn never reduces: you take tf.reduce_mean yourself.",
        },
        hints=[
            "Which of the libraries are made for you to average by yourself?",
            "Two libraries never reduce. One comes from the makers of JAX, one is tf.nn.",
        ],
    ),
    ValueExercise(
        name="double_softmax_floor",
        chapter=8,
        question="A network with 100 classes ends in a softmax, and its loss applies softmax once "
        "more. How low can the loss of a sample get at best, in nats?",
        precision="to 3 digits",
        reference=np.log(1 + 99 / np.e),
        atol=0.006,
        mistakes=[
            (
                0,
                "Zero is what one softmax can reach. The second one gets numbers from 0 to 1, so "
                "its scores are at most 1 apart.",
            ),
            (
                np.log(100),
                "That is ln K, the loss of equal shares, where training starts. A perfect network "
                "gets a little lower.",
            ),
            (
                np.log(1 + 100 / np.e),
                "Nearly: besides the true class there are 99 others, not 100.",
            ),
            (
                np.log(1 + 9 / np.e),
                "That is the floor for 10 classes. Here are 100.",
            ),
            (
                np.log(1 + 99 * np.e),
                "The exponent is turned over: the true class has the score 1 and the others 0.",
            ),
            (
                np.e / (np.e + 99),
                "That is the share that the true class gets at best. Take −ln of it.",
            ),
            (
                1.0,
                "The scores are 1 apart, and the loss is −ln of a share among 100 classes.",
            ),
        ],
        hints=[
            "What does the second softmax see when the first was perfect?",
            "The first softmax is perfect: 1 for the true class, 0 for the 99 others.",
            "Take these numbers as scores. Which share does the true class get?",
            "e/(e + 99). Its surprise is the floor.",
        ],
    ),
    ValueExercise(
        name="double_sigmoid_floor",
        chapter=8,
        question="A network with one output ends in a sigmoid, and its loss applies the sigmoid "
        "once more. How low can the loss of a case get at best, in nats: of a yes, and of a no? A "
        "list of two numbers.",
        precision="to 3 digits",
        reference=[np.log(1 + np.exp(-1)), np.log(2)],
        atol=0.0006,
        seeded=_other_mix,
        mistakes=[
            ([0, 0], "Zero is what one sigmoid can reach. The second gets numbers from 0 to 1."),
            (
                [np.log(2), np.log(1 + np.exp(-1))],
                "The two are exchanged. For a yes the inner sigmoid gives 1, for a no 0.",
            ),
            (
                [np.log(1 + np.exp(-1)), np.log(1 + np.exp(-1))],
                "The first is right. For a no the best that the inner sigmoid can give is 0, not "
                "−1.",
            ),
            (
                [np.log(2), np.log(2)],
                "The second is right. For a yes the inner sigmoid can reach more than 0, and the "
                "outer one then says more than one half.",
            ),
            (
                [np.log(1 + np.e), np.log(2)],
                "The second is right. The first belongs to a score of −1, and the inner sigmoid "
                "never gives that.",
            ),
            (
                [1 / (1 + np.exp(-1)), 0.5],
                "These are the best probabilities of what happened. Take −ln of each.",
            ),
        ],
        hints=[
            "Which number does a perfect inner sigmoid hand on for a yes? Which for a no?",
            "1 and 0. Take them as scores: which probability has a yes, which has a no?",
            "−ln σ(1) and −ln(1 − σ(0)).",
        ],
    ),
    ChoiceExercise(
        name="broken_trainings",
        chapter=8,
        question="Three slopes for a training on the mean loss, each wrong in one way. Which way?\n"
        "  1  (special.softmax(z, axis=0) - Y) / len(Y)\n"
        "  2  p = softmax(z); the slope of the mean of −ln softmax(p), through p\n"
        "  3  softmax(z) - Y\n"
        "  A  the slope of the sum: steps are N times too long\n"
        "  B  softmax is applied twice\n"
        "  C  softmax runs along the samples\n"
        "  D  the sign is wrong: the loss climbs\n"
        "  Three letters in a list.",
        key=["C", "B", "A"],
        why={
            (1, "A"): "Slope 1 divides by len(Y), so it belongs to the mean. Look at the axis.",
            (1, "B"): "Slope 1 has one softmax. In which direction does axis=0 run?",
            (1, "D"): "Prediction minus label is the right sign. In which direction is axis=0?",
            (2, "A"): "Slope 2 belongs to the mean. Count its softmaxes.",
            (2, "C"): "The axis of slope 2 is right. How often is softmax applied?",
            (2, "D"): "The sign of slope 2 is right. How often is softmax applied?",
            (3, "B"): "Slope 3 has one softmax. By what should it be divided?",
            (3, "C"): "softmax of logitlab runs along the last axis, the classes. What is missing?",
            (3, "D"): "Prediction minus label is the right sign. What is missing for a mean?",
        },
        hints=[
            "What would each slope do to a table with two samples and three classes?",
            "Which has axis=0 in it? Which has two softmaxes? Which never divides?",
        ],
    ),
    FunctionExercise(
        name="train_softmax",
        chapter=8,
        question="Write train_softmax(X, Y, steps): begin with weights of 0, a row for each column "
        "of X and a column for each class, and take `steps` steps of size 1 down the slope of the "
        "mean cross-entropy. Y holds one-hot rows, the scores are X @ W. Return the weights.",
        reference=_train(_mean_slope),
        rtol=1e-7,
        atol=1e-9,
        cases=[
            case(_SMALL, np.eye(2)[[0, 1, 0, 1]], 1),
            case(_SMALL, np.eye(2)[[0, 1, 0, 1]], 5, about="5 steps"),
            case(_SMALL, np.eye(3)[[2, 0, 1, 1]], 3, about="three classes"),
            case(np.vstack([_SMALL] * 3), np.tile(np.eye(3)[[2, 0, 1, 1]], (3, 1)), 3),
            case(_FEATURES, _ONE_HOT, 20, about="150 samples"),
            case(100 * _SMALL, np.eye(2)[[0, 0, 1, 1]], 4, about="large scores"),
        ],
        mistakes=[
            (
                _train(lambda z, Y: softmax(z) - Y),
                "This is the slope of the sum, so each step is N times too long. Divide by the "
                "number of rows.",
            ),
            (
                _train(lambda z, Y: (softmax(z, axis=0) - Y) / len(Y)),
                "Softmax runs along the samples: they compete with each other. Take the last axis.",
            ),
            (
                _train(_slope_through_two),
                "Softmax is applied twice, and the slope is crushed. The loss takes the scores.",
            ),
            (
                _train(lambda z, Y: (softmax(softmax(z)) - Y) / len(Y)),
                "The prediction has gone through softmax twice. Once is enough.",
            ),
            (
                lambda X, Y, steps: _train(_mean_slope)(X, Y, 1),
                "Only one step was taken, whatever `steps` says. Is `return` inside the loop?",
            ),
            (
                _train(_mean_slope, step=1.0),
                "The steps go uphill: the slope must be subtracted.",
            ),
            (
                _train(lambda z, Y: (sigmoid(z) - Y) / len(Y)),
                "These are separate yes/no questions, one for each class. The classes exclude "
                "each other: softmax.",
            ),
            (
                _train(lambda z, Y: (softmax(z) - Y) / Y.size),
                "You divided by the number of elements, the classes included. The mean runs over "
                "the rows.",
            ),
            (
                _train(
                    lambda z, Y: (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) - Y) / len(Y)
                ),
                "The softmax as written overflows for large scores. Take the one of logitlab, or "
                "subtract the largest score (chapter 7).",
            ),
        ],
        hints=[
            "The slope of the mean loss in the scores is (p − Y)/N. How do the weights answer?",
            "z = X @ W, so the slope in W is X.T @ (slope in z).",
            "In a loop: W = W - X.T @ ((softmax(X @ W) - Y) / len(Y)).",
        ],
    ),
    FunctionExercise(
        name="fit_temperature",
        chapter=8,
        question="Write fit_temperature(scores, labels): the temperature T with the lowest mean "
        "surprise of the labels under softmax(scores / T), within 2%, for T from 0.02 to 50.",
        reference=_fit_temperature,
        rtol=0.02,
        cases=[
            case(
                np.array([[2.0, 0.0], [2.0, 0.0], [2.0, 0.0], [0.0, 2.0]]),
                np.array([0, 0, 1, 1]),
                expected=2 / np.log(3),
            ),
            case(*_scores(2.5, 1), about="scores of a model that is too sure"),
            case(*_scores(0.3, 2), about="scores of a model that is too modest"),
            case(*_scores(12.0, 3), about="scores of a model that is far too sure"),
            case(*_scores(0.06, 4), about="scores of a model that is far too modest"),
        ],
        fresh=lambda rng: [case(*_scores(rng.uniform(0.4, 6), int(rng.integers(1000))))],
        mistakes=[
            (
                lambda scores, labels: 1 / _fit_temperature(scores, labels),
                "This is 1/T: did you multiply the scores by T? Divide them.",
            ),
            (
                lambda scores, labels: np.log(_fit_temperature(scores, labels)),
                "This is ln T. You searched over the logarithm: take e to the power of it at the "
                "end.",
            ),
            (
                lambda scores, labels: max(1.0, _fit_temperature(scores, labels)),
                "You tried only temperatures from 1 on. A model that is too modest needs less.",
            ),
            (
                _best_of(range(1, 51)),
                "Whole numbers are too coarse, and none lies below 1. Try values with equal ratios "
                "between neighbors.",
            ),
            (
                _squared,
                "You minimized the squared error of the probabilities. The mean surprise is asked.",
            ),
            (
                lambda scores, labels: max(
                    np.exp([-4.0, 0.0, 4.0]),
                    key=lambda T: cross_entropy_with_logits(scores / T, labels),
                ),
                "You found the worst temperature, with the highest loss: minimize the mean "
                "surprise, which is MINUS the mean of ln p.",
            ),
            (
                lambda scores, labels: 50.0,
                "Whatever goes in, the answer is the hottest temperature. Was accuracy the goal? "
                "It is the same at every T.",
            ),
            (
                _best_of(np.linspace(0.1, 50, 500)),
                "Equal steps of 0.1 are too coarse for small T. Equal ratios between neighbors "
                "serve all sizes.",
            ),
        ],
        hints=[
            "How would you find the lowest point of a curve that you can only evaluate?",
            "Try many values of T, compute the mean surprise for each, keep the best.",
            "Neighbors with equal ratios are better than equal steps. Accuracy cannot guide you: "
            "it is the same at every T.",
            "candidates = np.exp(np.linspace(-4, 4, 801)) differ by 1%.",
        ],
    ),
    FunctionExercise(
        name="threshold",
        chapter=8,
        question="Write threshold(miss, alarm, hit=0, rest=0): the probability of yes from which "
        "on acting is the better choice. The costs: of leaving a yes alone (miss), of acting on a "
        "no (alarm), of acting on a yes (hit), of leaving a no alone (rest).",
        reference=_threshold,
        rtol=1e-9,
        cases=[
            case(10, 1),
            case(1, 1, about="equal costs"),
            case(1, 50, about="a dear false alarm"),
            case(50, 2, 10, 0, about="a hit that costs something"),
            case(20, 6, 2, 1, about="four costs"),
        ],
        fresh=lambda rng: [case(*map(int, rng.permutation(30)[:n] + 1)) for n in (2, 2)],
        mistakes=[
            (
                lambda miss, alarm, hit=0, rest=0: (miss - hit) / (alarm - rest + miss - hit),
                "The costs are exchanged: a dear miss must LOWER the threshold. Acting on a no "
                "costs (1 − p) · alarm.",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: alarm / (alarm + miss),
                "hit and rest take no part. Only differences count: what a miss costs more than a "
                "hit, and an alarm more than leaving a no alone.",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: (alarm - rest) / (miss - hit),
                "This is the threshold for the odds p/(1 − p). For the probability take "
                "odds/(1 + odds).",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: (alarm - hit) / (alarm - hit + miss - rest),
                "hit and rest are in each other's place: a hit is compared with a miss (the truth "
                "is yes in both), rest with an alarm.",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: (alarm + rest) / (alarm + rest + miss + hit),
                "The signs of hit and rest are wrong. Write down both expected costs, and bring "
                "all terms with p to one side.",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: 0.5,
                "One half is right only if both mistakes cost the same.",
            ),
            (
                lambda miss, alarm, hit=0, rest=0: (alarm - rest) / (alarm + miss),
                "The bottom takes differences too: what does being right save, with the event "
                "and without?",
            ),
        ],
        hints=[
            "With the probability p of yes, acting costs p · hit + (1 − p) · alarm on average. And "
            "leaving?",
            "Acting is better if (1 − p)(alarm − rest) ≤ p (miss − hit). Solve for p.",
        ],
    ),
    FunctionExercise(
        name="cheapest_action",
        chapter=8,
        question="Write cheapest_action(p, costs): costs[a, k] is what the action a costs if class "
        "k is true, and p holds the probabilities of the classes. Return the number of the action "
        "(from 0) that costs least on average.",
        reference=_cheapest,
        rtol=0.0,
        cases=[
            case(np.array([0.9, 0.1]), np.array([[0.0, 10.0], [2.0, 1.0]])),
            case(np.array([0.6, 0.4]), np.array([[0.0, 10.0], [2.0, 1.0]])),
            case(
                np.array([0.2, 0.8]),
                np.array([[1.0, 5.0], [3.0, 9.0], [6.0, 8.0]]),
                about="an action that is best in any case",
            ),
            case(np.array([0.95, 0.04, 0.01]), _BILLS, about="three classes"),
            case(np.array([0.6, 0.3, 0.1]), _BILLS, about="a dear error that is possible"),
            case(np.array([0.1, 0.1, 0.8]), _BILLS, about="a last class that is likely"),
            case(
                np.array([0.3, 0.45, 0.25]),
                np.array([[1.0, 0.0, 30.0], [20.0, 1.0, 5.0], [4.0, 6.0, 4.0], [5.0, 5.0, 5.0]]),
                about="more actions than classes",
            ),
        ],
        mistakes=[
            (
                lambda p, costs: int(np.argmax(np.asarray(costs) @ p)),
                "This is the dearest action. Take the smallest mean cost.",
            ),
            (
                lambda p, costs: int(np.argmax(p)),
                "This is the most probable class. The costs take no part in it.",
            ),
            (
                lambda p, costs: int(np.argmin(np.asarray(costs)[:, np.argmax(p)])),
                "This is the best action if the most probable class were certain. The others may "
                "come true, and may be dear.",
            ),
            (
                lambda p, costs: int(np.argmin(np.max(costs, axis=1))),
                "This action has the mildest worst case. Asked is the mean cost, which knows how "
                "probable the worst case is.",
            ),
            (
                lambda p, costs: int(np.argmin(np.mean(costs, axis=1))),
                "The probabilities take no part: this is the plain mean over the classes.",
            ),
            (
                lambda p, costs: float(np.min(np.asarray(costs) @ p)),
                "This is the smallest mean cost. Asked is the number of its action.",
            ),
        ],
        hints=[
            "What does one action cost on average, if the classes have the probabilities p?",
            "The mean cost of action a is the sum of p_k · costs[a, k] over the classes.",
            "np.argmin(costs @ p).",
        ],
    ),
    FunctionExercise(
        name="adjust_scores",
        chapter=8,
        question="Write adjust_scores(z, share, new_share=0.5): the scores of a yes/no model that "
        "was fitted where yes had the share `share`, adjusted to a place where it has the share "
        "`new_share`, by exchanging the prior log-odds.",
        reference=lambda z, share, new_share=0.5: z - logit(share) + logit(new_share),
        rtol=1e-9,
        atol=1e-12,
        cases=[
            case(np.array([-1.0, 0.0, 2.0]), 0.25),
            case(np.array([-3.5, -1.0, 4.0]), 0.03, about="a rare yes"),
            case(np.array([-3.5, -1.0, 4.0]), 0.9, about="a frequent yes"),
            case(np.array([0.3, -0.4]), 0.1, 0.37, about="a new share"),
            case(np.array([0.3, -0.4]), 0.2, 0.05, about="a smaller new share"),
            case(np.array([0.3, -0.4]), 0.3, 0.3, about="equal shares"),
        ],
        mistakes=[
            (
                lambda z, share, new_share=0.5: z + logit(share) - logit(new_share),
                "The signs are exchanged. The old prior is in the scores already: take it off, and "
                "put the new one on.",
            ),
            (
                lambda z, share, new_share=0.5: z - logit(share),
                "The old prior is gone, and the new one is missing. For a new share of one half "
                "its log-odds are 0, so there it makes no difference.",
            ),
            (
                lambda z, share, new_share=0.5: z - share + new_share,
                "Shares are not on the scale of scores. Turn each into one that is.",
            ),
            (
                lambda z, share, new_share=0.5: z - np.log(share) + np.log(new_share),
                "ln π is for several classes, each with its score. One yes/no score holds the "
                "difference of two: what is left out?",
            ),
            (
                lambda z, share, new_share=0.5: z * share / new_share,
                "Multiplying the scores is a temperature: it changes no decision at score 0. "
                "A prior adds.",
            ),
            (
                lambda z, share, new_share=0.5: sigmoid(z - logit(share) + logit(new_share)),
                "These are the new probabilities. The scores are asked: leave out the sigmoid.",
            ),
            (
                lambda z, share, new_share=0.5: z + 0.0,
                "The scores come back as they were: the shares take no part.",
            ),
        ],
        hints=[
            "A score is evidence plus the log-odds of the prior (chapter 2). Which prior is in it?",
            "z - logit(share) + logit(new_share), with logit(π) = ln(π/(1 − π)).",
        ],
    ),
    ValueExercise(
        name="rare_tumors",
        chapter=8,
        question="The curve over mean radius was fitted to 178 benign and 20 malignant tumors. "
        "Subtract the log-odds of that share from its scores. Which recall and which false-alarm "
        "rate does the score 0 give on the other half? A list of two fractions.",
        precision="each within 0.003",
        reference=[0.8019, 0.1117],
        atol=0.003,
        mistakes=[
            ([0.6038, 0.0056], "These are the rates without the adjustment."),
            (
                [0.3774, 0.0],
                "The log-odds were added, so yes became rarer still. They are negative: subtract.",
            ),
            (
                [0.1117, 0.8019],
                "The two are exchanged: recall is the share found of the malignant.",
            ),
            (
                [0.7736, 0.0503],
                "These are the rates after the log-odds of the other half were added as well. Only "
                "the first of the two steps is asked.",
            ),
            (
                [0.5943, 0.0],
                "You subtracted the share itself. Subtract its log-odds, ln(π/(1 − π)).",
            ),
            (
                [0.8019, 0.8883],
                "The second is the share of benign tumors left alone: take 1 minus.",
            ),
            ([0.1981, 0.1117], "The first is the share of malignant tumors missed: take 1 minus."),
        ],
        hints=[
            "How rare are malignant tumors among those that the model is asked about now?",
            "share = 20/198. adjusted = scores - logit(share).",
            "Recall is the mean of adjusted >= 0 over the malignant tumors, the false-alarm rate "
            "the same over the benign ones.",
        ],
    ),
]
