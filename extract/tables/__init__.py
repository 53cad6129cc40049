"""Tables: rows and columns, what heads them, and whose their cells are."""
