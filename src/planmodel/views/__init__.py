"""What people look at: summaries, one element in words, and the picture of a plan's structure."""
