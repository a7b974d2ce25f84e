"""What was computed, as charts."""
