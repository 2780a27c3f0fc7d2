"""Pages of requests and reports, by what they are about."""
