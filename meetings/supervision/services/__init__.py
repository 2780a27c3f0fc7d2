"""The verbs of supervision: the only writers of its rows, and of a clause while it is supervised."""
