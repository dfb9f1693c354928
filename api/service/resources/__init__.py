"""Resources under `/v1`, one module each."""
