"""The demonstration: a county of two invented towns, made through the same services as any other.

`story.tell` plays it. `script.Script` gives every act an id of its own, so that a run that was broken
off goes on where it stopped and a finished one changes nothing.
"""
