"""Pages of the rulebook: fetch, one service, a page."""
