"""Every sentence Rapport says, as typed functions: the fact, the effect, the easy way out (tests/golden/wording.md)."""
