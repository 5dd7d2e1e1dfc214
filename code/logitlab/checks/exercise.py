"""What the author of an exercise writes: data, no program.

A chapter's exercises stand in ``exercises/NN_name.py`` as a list ``EXERCISES``. There are three
kinds: `FunctionExercise` asks for a function, `ValueExercise` for a number or an array,
`ChoiceExercise` for texts such as ``"B"``. See ``exercises/01_sigmoid.py`` for examples of all.

In the module of a class, exercises have neither reference, key nor mistakes: `keeping` gives them
back what these led to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..translation import translated
from . import running
from .running import from_json, run
from .values import show

FROM_REFERENCE = object()


@dataclass
class Case:
    """One call of an answer. Authors write it with `case`."""

    args: tuple = ()
    kwargs: dict = field(default_factory=dict)
    about: str = ""
    expected: Any = FROM_REFERENCE

    def call(self, name):
        """The call as a learner would write it, with long arrays shortened."""
        parts = [show(value, 17) for value in self.args]
        parts += [f"{key}={show(value, 17)}" for key, value in self.kwargs.items()]
        return f"{name}({', '.join(parts)})"


def case(*args, about="", expected=FROM_REFERENCE, **kwargs):
    """Describe one call: its arguments, and in a few words what is special about them.

    Parameters
    ----------
    *args, **kwargs
        What the answer is called with.
    about : str, optional
        Completes "wrong for …": ``"large scores"``.
    expected : optional
        The exact result. Without it, the exercise's reference gives it.

    Returns
    -------
    Case
        For the list `cases` of a `FunctionExercise`.
    """
    return Case(args, kwargs, about, expected)


@dataclass(kw_only=True)
class Exercise:
    """What all kinds share.

    Parameters
    ----------
    name : str
        What a learner writes: ``check("softmax", …)``.
    chapter : int
        Where it belongs.
    question : str
        What is asked, in plain words, one or two sentences.
    hints : list of str
        From a question that points the way to almost the solution.
    """

    name: str
    chapter: int
    question: str
    hints: list[str]
    kept: Any = field(default=None, init=False, repr=False)  # in the module of a class: `keeping`

    @property
    def asked(self):
        """The question, in the language of the course."""
        return translated(self.question, "checks")

    @property
    def where(self):
        """The chapter, in words."""
        return translated(f"chapter {self.chapter}", "checks")


@dataclass(kw_only=True)
class FunctionExercise(Exercise):
    """Asks for a function, and compares it with another on all cases.

    Parameters
    ----------
    reference : callable
        A function that is right for every case.
    cases : list of Case
        The first is the example that the question shows. Then ordinary ones, then extreme ones.
    mistakes : list of (callable, str)
        Functions that are wrong in a typical way, and what to tell a learner who wrote one: what
        it does, why that is wrong, what to do. An answer with the same results is recognized,
        however it is written. The general mistakes need not be listed: see `diagnosis.GENERAL`.
    rtol, atol : float
        An answer is right if |answer - expected| <= atol + rtol |expected|.
    view : callable, optional
        What of an answer counts. It gets the returned array and returns another one, for example
        frequencies instead of random draws. It is applied to the reference too. It raises
        `OtherForm` with what came, for people, if that is not what was asked.
    viewed : str
        What the view looks at, in words: ``"how often each class came"``.
    without : tuple of str
        Names that the answer may not use, if the question says so: ``("exp",)``.
    keep_dtype : bool
        The dtype of the answer counts: float32 stays float32.
    quiet : bool
        No NumPy warning may escape.
    fresh : callable, optional
        Makes cases with other numbers, which are asked when an answer is graded: it gets a random
        generator and returns a list. Without it `personal.fresh_cases` changes the ordinary cases.
    """

    reference: Callable | None = None
    cases: list[Case]
    mistakes: list[tuple[Callable, str]] = field(default_factory=list)
    rtol: float = 1e-9
    atol: float = 1e-300
    view: Callable | None = None
    viewed: str = ""
    without: tuple[str, ...] = ()
    keep_dtype: bool = False
    quiet: bool = False
    fresh: Callable | None = None

    @cached_property
    def expected(self):
        """The right `Outcome` of each case."""
        outcomes = run(self.reference, self.cases, self.view, limit=0)
        exact = [c for c in self.cases if c.expected is not FROM_REFERENCE]
        values = iter([run(lambda c=c: c.expected, [Case()], self.view, limit=0)[0] for c in exact])
        return [
            outcome if c.expected is FROM_REFERENCE else next(values)
            for c, outcome in zip(self.cases, outcomes, strict=True)
        ]

    @cached_property
    def known_mistakes(self):
        """What each of `mistakes` gives: its `Outcome` by the id of the case, and what to tell."""
        return [(self._outcomes(wrong), why) for wrong, why in self.mistakes]

    def _outcomes(self, wrong):
        outcomes = run(wrong, self.cases, self.view, limit=0)
        return {id(one): outcome for one, outcome in zip(self.cases, outcomes, strict=True)}

    @property
    def example(self):
        """The first case, with its result."""
        return f"{self.cases[0].call(self.name)} gives {show(self.expected[0].numbers)}."

    @property
    def asks(self):
        """What a learner hears who has not answered."""
        return (
            f"{self.asked}\n  For example, {self.example}\n"
            f'  Then: check("{self.name}", your_function). '
            f"It makes {len(self.cases)} calls and has {running.TIME_LIMIT:g} seconds for them."
        )


@dataclass(kw_only=True)
class ValueExercise(Exercise):
    """Asks for a number, or for several in a list or array.

    Parameters
    ----------
    reference : number or array_like
        The right value. A message never shows it.
    mistakes : list of (number or array_like, str)
        Wrong values that are typical, and what to tell a learner who gives one.
    rtol, atol : float
        The value is right if |value - reference| <= atol + rtol |reference|.
    precision : str
        The same in words, for the question and the message: ``"to 3 digits"``.
    view : callable, optional
        What of the value counts: it gets an array and returns another. For scores that may all be
        shifted, ``lambda z: z - z.mean()``.
    seeded : callable, optional
        Other numbers for each learner with an id: it gets a random generator and returns the fields
        that change, ``{"question": …, "reference": …, "mistakes": […]}``.
    """

    reference: Any = None
    precision: str
    mistakes: list[tuple[Any, str]] = field(default_factory=list)
    rtol: float = 0.0
    atol: float = 0.0
    view: Callable | None = None
    seeded: Callable | None = None
    cases: list[Case] = field(default_factory=lambda: [Case()])

    @cached_property
    def expected(self):
        """The right `Outcome`, in a list of one."""
        return run(lambda: self.reference, self.cases, self.view, limit=0)

    @cached_property
    def known_mistakes(self):
        """What each of `mistakes` gives: its `Outcome` by the id of the case, and what to tell."""
        (one,) = self.cases
        return [
            ({id(one): run(lambda wrong=wrong: wrong, [one], self.view, limit=0)[0]}, why)
            for wrong, why in self.mistakes
        ]

    @property
    def asks(self):
        """What a learner hears who has not answered."""
        precision = translated(self.precision, "checks")
        return f'{self.asked} ({precision})\n  Then: check("{self.name}", your_value)'


@dataclass(kw_only=True)
class ChoiceExercise(Exercise):
    """Asks for one or several texts, such as letters of a quiz. Case does not count.

    Parameters
    ----------
    key : str, list of str, or dict
        The right text; for several questions, the right texts in order, or by name.
    why : dict
        What to tell a learner who chose wrongly: ``{"A": "sentence"}`` for one question,
        ``{(place or name, "A"): "sentence"}`` for several. Places count from 1.
    also : dict
        Other words for the same: ``{"logits": "scores"}``.
    """

    key: Any = None
    why: dict = field(default_factory=dict)
    also: dict = field(default_factory=dict)

    @property
    def asks(self):
        """What a learner hears who has not answered."""
        return f'{self.asked}\n  Then: check("{self.name}", your_answer)'


def give_outcomes(exercise, known):
    """Give an exercise its right outcomes and those of its mistakes, from what `keeping` has."""
    exercise.expected = [from_json(one) for one in known["expected"]]
    exercise.known_mistakes = [
        (dict(zip(map(id, exercise.cases), map(from_json, outcomes), strict=True)), why)
        for outcomes, why in known["mistakes"]
    ]
    return exercise
