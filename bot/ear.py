"""What listening has learnt, read from the files beside: weights that `tools/listening/train.py` made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rules.listening.ear import Ear, Layer

WEIGHTS = Path(__file__).parent / "weights"


@cache
def ear() -> Ear:
    """Read once in a process."""
    return read_ear(WEIGHTS)


def read_ear(folder: Path) -> Ear:
    """The two files of a folder as one value."""
    stored = json.loads((folder / "listening.json").read_text(encoding="utf-8"))
    return Ear(
        runs=(folder / "runs.bin").read_bytes(),
        scale=stored["runs"]["scale"],
        bias=stored["runs"]["bias"],
        asks=_layer(stored["asks"]),
        deeds=_layer(stored["deeds"]),
        putoffs=_layer(stored["putoffs"]),
        replies=_layer(stored["replies"]),
    )


def _layer(stored: Mapping[str, Any]) -> Layer:
    return Layer(stored["weights"], stored["bias"])
