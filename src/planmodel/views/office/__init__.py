"""Tables for papers and offices: any result as Excel and Word files."""
