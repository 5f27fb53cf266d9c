"""Planning: what a time of day costs people elsewhere, the best slot, the ledger of a tour."""
