"""The interactive figures: a class each, with its JavaScript beside it."""

from .base import Explorable
from .bend_the_s import BendTheS
from .evidence_ruler import EvidenceRuler
from .family_portrait import FamilyPortrait
from .would_you_launch import WouldYouLaunch

__all__ = ["BendTheS", "Explorable", "FamilyPortrait", "WouldYouLaunch"]
from .odds_versus_risk import OddsVersusRisk

__all__ = ["BendTheS", "EvidenceRuler", "Explorable", "FamilyPortrait", "OddsVersusRisk"]
