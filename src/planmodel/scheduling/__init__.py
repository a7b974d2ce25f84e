"""Schedules: what depends on what, what is critical, and which goal pays for a delay.

The plan becomes a network of whole numbers (``network``), solved by plain lists or, when it is large, by compiled code
(``passes``, ``compiled``); an axis (``axis``) says which day a number is. Everything else asks the :class:`Schedule`.
"""
