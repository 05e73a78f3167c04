"""How the ledger's tables came to be: expand before a release, contract after it."""
