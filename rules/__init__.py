"""What Rapport makes of what happens: pure judgement, no I/O (docs/architecture.md)."""
