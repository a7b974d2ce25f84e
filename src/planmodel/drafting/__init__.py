"""Drafting: a plan's document becomes a draft plan, by rules, with the words that each element stands on.

Headings are found by following their numbers (:mod:`~planmodel.drafting.outline`), each gets a role by words that are
data (:mod:`~planmodel.drafting.roles`), and one reader a kind turns what stands under it into elements. All of them
write into one ledger (:mod:`~planmodel.drafting.ledger`), which lets nothing in without the place of its words.
"""
