"""What asks and answers: the quiz of each chapter, and the claims of chapter 9."""

from .myths import ClaimsByChapter, Myths
from .quiz import Quiz

__all__ = ["ClaimsByChapter", "Myths", "Quiz"]
