"""Pages of the study group."""
