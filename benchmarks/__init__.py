"""Measurements of speed and memory, as ratios where there is something to beat."""
