"""What a value is about: the evidence around it, its weight, its scope, and what makes it none."""
