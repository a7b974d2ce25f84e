"""Numbers that planmodel gave, computed again from the plan's file by other means.

Nothing here calls the rules, the units or the reading of targets that made the numbers: two ways that come to the same
are worth more than one.
"""
