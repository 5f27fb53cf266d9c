"""Attendance: log-ins, plays and check-ins, the ledger that every figure is counted from."""
