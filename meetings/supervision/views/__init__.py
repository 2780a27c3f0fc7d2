"""Pages and forms of supervision."""
