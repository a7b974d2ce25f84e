"""The ``planmodel`` command: one file a verb, each a few lines around a call into the library."""
