"""The words of a pack and of the language, compiled so that a text is searched for all of them at once."""
