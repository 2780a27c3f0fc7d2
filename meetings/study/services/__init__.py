"""The verbs of the study group: the plan, the sessions, what members write."""
