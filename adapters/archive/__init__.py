"""A Slack export, read as if it happened now: the same events as from a live adapter."""

from adapters.archive.archive import Archive, ArchivedPlace
from adapters.archive.complaints import Complaint
from adapters.archive.source import NotAnExport

__all__ = ["Archive", "ArchivedPlace", "Complaint", "NotAnExport"]
