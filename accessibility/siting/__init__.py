"""Siting: where the next hotspots and techlabs should go, with proof or gap."""
