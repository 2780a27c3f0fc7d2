"""督查: a matter from its registration to its file, whatever it came from (S0-21, S1-07)."""
