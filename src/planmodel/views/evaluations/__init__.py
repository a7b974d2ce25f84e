"""Schedules as files for other programs."""
