"""What a page shows: plain values composed from rows with few queries. No judgement, no writing."""
