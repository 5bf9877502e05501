"""What the neighbourhood may know about itself."""

from backend.insight.summary import Board, BoardItem, board

__all__ = ["Board", "BoardItem", "board"]
