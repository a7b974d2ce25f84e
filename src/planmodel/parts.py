"""What elements are made of beside what stands at the top, and what a kind of your own is made with."""

from planmodel.evaluating.verdict_rows import InForce as InForce
from planmodel.model.constraints import Constraint as Constraint
from planmodel.model.criteria import Between as Between
from planmodel.model.criteria import Not as Not
from planmodel.model.element import Element as Element
from planmodel.model.element import Group as Group
from planmodel.model.element import Nested as Nested
from planmodel.model.element import Undertaking as Undertaking
from planmodel.model.header import DeclaredCount as DeclaredCount
from planmodel.model.numbers import Estimate as Estimate
from planmodel.model.numbers import Mode as Mode
from planmodel.model.numbers import Spent as Spent
from planmodel.model.relations import Link as Link
from planmodel.model.relations import Responsibility as Responsibility
from planmodel.model.relations import Use as Use
from planmodel.model.relations import as_link as as_link
from planmodel.model.relations import as_links as as_links
from planmodel.model.relations import relation as relation
from planmodel.model.risks import Correlation as Correlation
from planmodel.model.risks import Driver as Driver
from planmodel.model.risks import Factor as Factor
from planmodel.model.risks import RiskEvent as RiskEvent
from planmodel.model.vocabulary import VOCABULARY as VOCABULARY
from planmodel.model.vocabulary import Vocabulary as Vocabulary
from planmodel.text import MultilingualText as MultilingualText
