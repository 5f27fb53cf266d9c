"""Mails: queued with the change they tell of, sent afterwards by a worker."""
