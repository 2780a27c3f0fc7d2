"""Pages of other bodies' meetings, by what they are about."""
