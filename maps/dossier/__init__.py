"""The dossier before a licence decision: its words, maps, tables and pages."""
