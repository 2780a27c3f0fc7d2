"""The papers of a democratic life meeting, and the package that goes to the county."""
