"""A package that adds to planmodel, as anybody may write one; the tests of plugins install it."""
