"""The interactive figures: a class each, with its JavaScript beside it."""

from .base import Explorable
from .bend_the_s import BendTheS
from .family_portrait import FamilyPortrait
from .would_you_launch import WouldYouLaunch

__all__ = ["BendTheS", "Explorable", "FamilyPortrait", "WouldYouLaunch"]
