"""Migrations of the state, in order."""
