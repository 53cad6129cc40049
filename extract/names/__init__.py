"""Names of entities: what a pack lists, what a document introduces, and how a name is taken apart."""
