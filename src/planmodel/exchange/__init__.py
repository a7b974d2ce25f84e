"""Other people's plans, in and out."""
