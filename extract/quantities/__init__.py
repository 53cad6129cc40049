"""Numbers, dates and units by themselves: what a value says and what it commits to."""
