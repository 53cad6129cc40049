"""factaudit: find the facts that a set of documents disagrees about."""

__version__ = "0.1.0"
