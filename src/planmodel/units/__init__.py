"""Amounts and units."""
