"""Elements, relations, targets and plans."""
