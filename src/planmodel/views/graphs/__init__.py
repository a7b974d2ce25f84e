"""The plan as a graph of boxes and lines, placed by Graphviz."""
