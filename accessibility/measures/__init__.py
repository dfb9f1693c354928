"""Measures: each one pure function over the reach table; none of them routes."""
