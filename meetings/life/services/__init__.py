"""The verbs of a democratic life meeting: preparing it, holding it, and what follows."""
