"""Working hours."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Stub until the real one lands."""
