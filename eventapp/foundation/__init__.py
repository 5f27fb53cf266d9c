"""What every other package stands on: database, clock, time zones, countries, refusals."""
