"""Readers of open data, the example country, and snapshots on disk."""
