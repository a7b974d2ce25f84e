"""How far a plan is: indicators along a trajectory, roll-up to goals, sums of money; always with the reasons.

The layout: ``path`` is the way from baseline to target, ``choice`` finds the target and the values that go with it,
``levels`` and ``change`` make levels of promises, ``grades`` reads classes, ``judging`` holds a value against a level,
and ``attainment`` joins them into the result of one indicator (``results``); ``combine`` has the rules of roll-up,
``rollup`` applies them to nodes, ``run`` to a plan; ``money`` sums once;
``aggregate`` joins the numbers of several jurisdictions.
"""
