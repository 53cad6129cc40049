"""A passage read: its sentences, and which of its numbers and dates can be values."""
