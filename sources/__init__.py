"""Documents in: finds the files, decodes them, and cuts each into blocks with exact spans."""
