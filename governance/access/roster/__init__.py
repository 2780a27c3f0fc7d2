"""The verbs on bodies, posts, persons, tenures and kinship.

They stand in the access layer because each asks a policy; the rows are `governance.people`'s.
What is asked of input here and not by an article raises ValidationError with a sentence for people.
"""
