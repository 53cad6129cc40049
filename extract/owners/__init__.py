"""Whose a value is: the subject of its sentence, or whom headings, lists and earlier sentences name."""
