"""Tables as published: from files to rows of text (grids), from rows to indicators and projects."""
