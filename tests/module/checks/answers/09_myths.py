"""Right and wrong answers to the exercises of chapter 9, as learners write them."""

import math

import numpy as np

RIGHT = {
    "twelve_kinds": ["awfsawfsafsw", list("AWFSAWFSAFSW"), "a w f s a w f s a f s w"],
    "five_repairs": ["cebad", ["C", "E", "B", "A", "D"], "c, e, b, a, d"],
    "wrong_number_1": [0.629, 1 / (1 + math.exp(-1) + math.exp(-1.5)), 0.6285],
    "wrong_number_2": [0.595, 4.48169 / 7.52596, 0.5955],
    "what_went_wrong": [["b", "a"], "BA"],
    "counterexample_1": [[[5, 0, 5], [0, -9, -9]], np.array([[0.1, 0, 0], [0.2, 1, 1]])],
    "counterexample_2": [[[1, 2, 3], [0, 1, 2]], [[0.5, 0, 0], [-0.5, -1, -1]]],
    "counterexample_3": [[40, 41], np.array([37.5, np.inf]), (-800, -790)],
    "counterexample_4": [[[0.2, 0.8], [0.5, 0.5], [0.99, 0.01]], [[0, 1], [1, 0], [0.5, 0.5]]],
    "counterexample_5": [[[0.5, 0.5], [0.9, 0.1], [0.99, 0.01]]],
    "counterexample_6": [[[0.99, 0.99, 0.001], [0.6, 0.49, 0.49]]],
    "counterexample_7": [0.99, [0.05], np.float64(0.001)],
    "counterexample_8": [[0.001, 0.5], np.array([0.9, 0.0001])],
}

WRONG = {
    "twelve_kinds": [
        ("wwfsawfsafsw", "11 of 12 right"),
    ],
    "five_repairs": [
        ("xebad", "has the choices"),
    ],
    "wrong_number_1": [
        (0.371, "opposite"),
        (62.9, "percentage"),
        ("0.629", "the text"),
        (0.63, "Close"),
    ],
    "what_went_wrong": [
        ("B", "2 answers are asked"),
    ],
    "counterexample_1": [
        ([[1, 0], [2, 1]], "which has another form"),
    ],
    "counterexample_2": [
        ([1, 2, 3], "which has another form"),
    ],
    "counterexample_3": [
        (50, "which has another form"),
    ],
    "counterexample_4": [
        ([[0.5, 0.5], [0.9, 0.1]], "which has another form"),
    ],
    "counterexample_5": [
        ([0.5, 0.25, 0.05], "which has another form"),
    ],
    "counterexample_6": [
        ([0.9, 0.4], "which has another form"),
    ],
    "counterexample_7": [
        ([0.1, 0.2], "which has another form"),
        ("0.01", "the text"),
    ],
    "counterexample_8": [
        (0.5, "which has another form"),
    ],
}
