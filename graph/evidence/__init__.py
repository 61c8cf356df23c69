"""Evidence: claims, sources, gaps, the two ladders, and how a record may be read.

One pure module: it looks nothing up and writes nothing. Everything else asks it.
"""

from graph.evidence.claim import (
    KINDS_OF,
    Claim,
    ClaimKind,
    Gap,
    Outcome,
    Source,
    Stance,
    TakenBack,
)
from graph.evidence.fields import as_read, canonical, claimable, parse_value
from graph.evidence.ladders import FLOOR, RUNG_OF, TIER, capped, code, codes_from, height
from graph.evidence.standing import Context, read

__all__ = [
    "FLOOR",
    "KINDS_OF",
    "RUNG_OF",
    "TIER",
    "Claim",
    "ClaimKind",
    "Context",
    "Gap",
    "Outcome",
    "Source",
    "Stance",
    "TakenBack",
    "as_read",
    "canonical",
    "capped",
    "claimable",
    "code",
    "codes_from",
    "height",
    "parse_value",
    "read",
]
