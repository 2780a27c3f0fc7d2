"""Pages of rating rounds: the sheet for whoever drew a code, and the pages of those who run a round."""
