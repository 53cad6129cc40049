"""Running text: labels, entries of lists, dates above what they date, terms; claims are made of its values here."""
