"""The interactive figures: a class each, with its JavaScript beside it."""

from .base import Explorable
from .bend_the_s import BendTheS
from .cost_slider import CostSlider
from .evidence_ruler import EvidenceRuler
from .family_portrait import FamilyPortrait
from .float_microscope import FloatMicroscope
from .halving import Halving
from .likelihood_mixer import LikelihoodMixer
from .line_through_tumors import LineThroughTumors
from .next_word import NextWord
from .not_a_distribution import NotADistribution
from .odds_versus_risk import OddsVersusRisk
from .online_softmax import OnlineSoftmax
from .pull_them_apart import PullThemApart
from .read_a_weight import ReadAWeight
from .reliability_dial import ReliabilityDial
from .soft_maximum import SoftMaximum
from .surprise_meter import SurpriseMeter
from .three_judges import ThreeJudges
from .three_planes import ThreePlanes
from .training_cockpit import TrainingCockpit
from .triangle import Triangle
from .tug_of_war import TugOfWar
from .two_codes import TwoCodes
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
    "LikelihoodMixer",
    "LineThroughTumors",
    "NextWord",
    "NotADistribution",
    "OddsVersusRisk",
    "OnlineSoftmax",
    "PullThemApart",
    "ReadAWeight",
    "ReliabilityDial",
    "SoftMaximum",
    "SurpriseMeter",
    "ThreeJudges",
    "ThreePlanes",
    "TrainingCockpit",
    "Triangle",
    "TugOfWar",
    "TwoCodes",
    "WatchItLearn",
    "WouldYouLaunch",
]
