"""The portfolio (总览): all audited reports of a ledger side by side, as pages in every language."""
