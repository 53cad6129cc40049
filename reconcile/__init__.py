"""Findings out: groups claims by what they are about and tells agreement from conflict."""
