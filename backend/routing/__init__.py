"""Who must answer a report: pure rules on a neighbourhood. Every decision says why in one plain sentence."""

from backend.routing.deciding import decide
from backend.routing.excluding import NOBODY_LEFT, validate_exclusions
from backend.routing.explaining import explain
from backend.routing.model import Decision, NobodyLeft, Reason

__all__ = ["NOBODY_LEFT", "Decision", "NobodyLeft", "Reason", "decide", "explain", "validate_exclusions"]
