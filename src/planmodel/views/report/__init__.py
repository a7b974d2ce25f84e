"""The report: a plan, or several side by side, as one page that works without a network."""
