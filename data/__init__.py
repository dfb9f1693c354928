"""Where it comes from: readers of open data, the example country, snapshots."""
