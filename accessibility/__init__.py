"""The core: who can get to which technical vmbo profile, and how far it is."""
