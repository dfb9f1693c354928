"""The legal checks before a licence decision; each a pure function. No legal advice."""
