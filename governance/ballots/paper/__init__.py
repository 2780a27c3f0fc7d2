"""Paper ballots and rating sheets: typed in batches by two people, settled by a third, joined as totals."""
