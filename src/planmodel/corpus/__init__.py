"""Thousands of plans as tables: written with bounded memory, asked by DuckDB or Spark.

``schema`` says what the tables hold, ``rows`` makes them of plans, ``parts`` and ``manifest`` keep them on disk,
``build`` fills a folder, and ``corpus`` opens one for the ``questions``.
"""
