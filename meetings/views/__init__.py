"""Pages of the committee meeting: fetch, ask, one service, a page. Split by noun."""
