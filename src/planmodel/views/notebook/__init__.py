"""What only a notebook wants: a link to the report page, and a picture that answers clicks."""
