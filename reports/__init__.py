"""Files out: renders the findings of an audit as tables, pages and messages."""
