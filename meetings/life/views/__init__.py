"""Pages of the democratic life meeting."""
