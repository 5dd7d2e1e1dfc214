"""The interactive figures: a class each, with its JavaScript beside it."""

from .attention_row import AttentionRow
from .balance_beam import BalanceBeam
from .base import Explorable
from .bend_the_s import BendTheS
from .bend_the_space import BendTheSpace
from .chosen_and_rejected import ChosenAndRejected
from .cost_slider import CostSlider
from .dials import Dials
from .does_it_come_true import DoesItComeTrue
from .elo_season import EloSeason
from .errors_on_ten_scores import ErrorsOnTenScores
from .evidence_ruler import EvidenceRuler
from .falling_digits import FallingDigits
from .family_portrait import FamilyPortrait
from .float_line import FloatLine
from .float_microscope import FloatMicroscope
from .grid_of_pairs import GridOfPairs
from .halving import Halving
from .how_steep import HowSteep
from .ladder import Ladder
from .last_layer import LastLayer
from .lay_a_line import LayALine
from .likelihood_mixer import LikelihoodMixer
from .line_through_tumors import LineThroughTumors
from .next_word import NextWord
from .not_a_distribution import NotADistribution
from .odds_versus_risk import OddsVersusRisk
from .online_softmax import OnlineSoftmax
from .product_dies import ProductDies
from .pull_them_apart import PullThemApart
from .read_a_weight import ReadAWeight
from .reliability_dial import ReliabilityDial
from .sampling_lab import SamplingLab
from .soft_maximum import SoftMaximum
from .surprise_meter import SurpriseMeter
from .thousand_people import ThousandPeople
from .three_judges import ThreeJudges
from .three_planes import ThreePlanes
from .three_rulers import ThreeRulers
from .training_cockpit import TrainingCockpit
from .triangle import Triangle
from .tug_of_war import TugOfWar
from .two_codes import TwoCodes
from .two_piles import TwoPiles
from .watch_it_learn import WatchItLearn
from .what_holds_the_level import WhatHoldsTheLevel
from .would_you_launch import WouldYouLaunch

__all__ = [
    "AttentionRow",
    "BalanceBeam",
    "BendTheS",
    "BendTheSpace",
    "ChosenAndRejected",
    "CostSlider",
    "EloSeason",
    "ErrorsOnTenScores",
    "Dials",
    "DoesItComeTrue",
    "EvidenceRuler",
    "Explorable",
    "FamilyPortrait",
    "FallingDigits",
    "FloatLine",
    "FloatMicroscope",
    "GridOfPairs",
    "Halving",
    "HowSteep",
    "LayALine",
    "Ladder",
    "LastLayer",
    "LikelihoodMixer",
    "LineThroughTumors",
    "NextWord",
    "NotADistribution",
    "OddsVersusRisk",
    "OnlineSoftmax",
    "ProductDies",
    "PullThemApart",
    "ReadAWeight",
    "ReliabilityDial",
    "SamplingLab",
    "SoftMaximum",
    "SurpriseMeter",
    "ThousandPeople",
    "ThreeJudges",
    "ThreePlanes",
    "ThreeRulers",
    "TrainingCockpit",
    "Triangle",
    "TugOfWar",
    "TwoCodes",
    "TwoPiles",
    "WatchItLearn",
    "WhatHoldsTheLevel",
    "WouldYouLaunch",
]
