"""The verbs of a committee meeting, by noun. The only place that writes its rows."""
