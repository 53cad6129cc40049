"""Claims out: takes documents apart into claims, and into the numbers and dates that are no claims."""
