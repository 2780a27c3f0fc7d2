"""Papers of supervision, and what carries its numbers."""
