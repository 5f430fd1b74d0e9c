"""Where an indicator stands, in words, and whether it moved by more than chance."""

from indicators.positions.position import position
from indicators.positions.saying import Direction, Position, in_own_words

__all__ = ["Direction", "Position", "in_own_words", "position"]
