"""Rating rounds (测评): set up by the office, opened by a leader, counted by a teller, released as far as the
smallest class allows. Ranks are a reference, never a decision."""
