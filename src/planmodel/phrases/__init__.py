"""Reading what plans print: target cells."""
