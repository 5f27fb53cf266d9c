"""Attendance: log-ins and plays, the ledger that every figure is counted from."""
