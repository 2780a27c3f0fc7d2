"""Meetings of other bodies than the committee: called, held, minuted, and deciding nothing they may not."""
