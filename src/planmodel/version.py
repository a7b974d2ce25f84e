"""Which planmodel this is: the one place that says so, without anything to import."""

__all__ = ["__version__"]

__version__ = "0.1.0"
