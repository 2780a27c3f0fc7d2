"""Secret votes: sealed envelopes, drawn codes, receipts, counts that nobody can pair with a voter."""
