"""What is doubtful or wrong about a plan as a whole: rules, each with a code, and the report of what they found.

``rule`` says what a rule is, ``scope`` what rules look at, the ``rules_*`` modules hold them by subject, ``catalogue``
lists them, ``texts`` holds the words of cited documents, ``run`` runs the rules and ``report`` is what comes of it.
"""

from __future__ import annotations

from planmodel.check.catalogue import RULES
from planmodel.check.report import Report
from planmodel.check.rule import Found, Rule, rule
from planmodel.check.run import check
from planmodel.check.scope import Scope
from planmodel.errors import CheckFailedError

__all__ = ["RULES", "CheckFailedError", "Found", "Report", "Rule", "Scope", "check", "rule"]
