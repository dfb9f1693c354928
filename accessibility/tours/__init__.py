"""Tours: which school the mobile techlab visits when, over a term."""
