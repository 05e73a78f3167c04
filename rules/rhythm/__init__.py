"""What comes round: deeds, rounds of feedback, digests (product.md, "Its three legs")."""
