"""The interactive figures: a class each, with its JavaScript beside it."""

from .base import Explorable
from .bend_the_s import BendTheS
from .cost_slider import CostSlider
from .evidence_ruler import EvidenceRuler
from .family_portrait import FamilyPortrait
from .float_microscope import FloatMicroscope
from .halving import Halving
from .how_steep import HowSteep
from .lay_a_line import LayALine
from .likelihood_mixer import LikelihoodMixer
from .next_word import NextWord
from .not_a_distribution import NotADistribution
from .odds_versus_risk import OddsVersusRisk
from .online_softmax import OnlineSoftmax
from .pull_them_apart import PullThemApart
from .reliability_dial import ReliabilityDial
from .soft_maximum import SoftMaximum
from .surprise_meter import SurpriseMeter
from .three_judges import ThreeJudges
from .three_planes import ThreePlanes
from .training_cockpit import TrainingCockpit
from .triangle import Triangle
from .tug_of_war import TugOfWar
from .two_codes import TwoCodes
from .two_piles import TwoPiles
from .watch_it_learn import WatchItLearn
from .would_you_launch import WouldYouLaunch

__all__ = [
    "BendTheS",
    "CostSlider",
    "EvidenceRuler",
    "Explorable",
    "FamilyPortrait",
    "FloatMicroscope",
    "Halving",
    "HowSteep",
    "LayALine",
    "LikelihoodMixer",
    "NextWord",
    "NotADistribution",
    "OddsVersusRisk",
    "OnlineSoftmax",
    "PullThemApart",
    "ReliabilityDial",
    "SoftMaximum",
    "SurpriseMeter",
    "ThreeJudges",
    "ThreePlanes",
    "TrainingCockpit",
    "Triangle",
    "TugOfWar",
    "TwoCodes",
    "TwoPiles",
    "WatchItLearn",
    "WouldYouLaunch",
]
