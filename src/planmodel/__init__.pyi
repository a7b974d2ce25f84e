"""The public names, listed once: type checkers read this file, and the package finds its names in it when it runs."""

from planmodel import examples as examples
from planmodel import units as units
from planmodel.comparing.agreement import agreement as agreement
from planmodel.comparing.cascade import cascade as cascade
from planmodel.comparing.diff import diff as diff
from planmodel.comparing.many import compare as compare
from planmodel.comparing.plans import PlanSet as PlanSet
from planmodel.corpus.build import build_corpus as build_corpus
from planmodel.corpus.corpus import open_corpus as open_corpus
from planmodel.documents.reading import read_document as read_document
from planmodel.drafting.run import draft_plan as draft_plan
from planmodel.errors import PlanFileError as PlanFileError
from planmodel.errors import PlanModelError as PlanModelError
from planmodel.evaluating.evaluation import evaluate as evaluate
from planmodel.evaluating.quotas import quotas as quotas
from planmodel.evaluating.succession import succession as succession
from planmodel.evaluating.sufficiency import sufficiency as sufficiency
from planmodel.evaluating.sufficiency import value_of_numbers as value_of_numbers
from planmodel.exchange.archimate import read_archimate as read_archimate
from planmodel.exchange.iati import read_iati as read_iati
from planmodel.exchange.mspdi import read_mspdi as read_mspdi
from planmodel.exchange.mspdi_writer import write_mspdi as write_mspdi
from planmodel.exchange.opening import read_plan as read_plan
from planmodel.exchange.planning_data import read_planning_data as read_planning_data
from planmodel.exchange.stratml import read_stratml as read_stratml
from planmodel.exchange.stratml_writer import write_stratml as write_stratml
from planmodel.formats.rcpsp import read_psplib as read_psplib
from planmodel.model.calendar import Calendar as Calendar
from planmodel.model.header import Jurisdiction as Jurisdiction
from planmodel.model.kinds import Document as Document
from planmodel.model.kinds import Goal as Goal
from planmodel.model.kinds import Indicator as Indicator
from planmodel.model.kinds import Metric as Metric
from planmodel.model.kinds import Organization as Organization
from planmodel.model.kinds import Principle as Principle
from planmodel.model.kinds import Project as Project
from planmodel.model.kinds import Resource as Resource
from planmodel.model.kinds import Section as Section
from planmodel.model.kinds import Task as Task
from planmodel.model.kinds import Theme as Theme
from planmodel.model.metrics import metric_named as metric_named
from planmodel.model.numbers import Baseline as Baseline
from planmodel.model.numbers import Cost as Cost
from planmodel.model.numbers import Observation as Observation
from planmodel.model.period import Period as Period
from planmodel.model.plan import Plan as Plan
from planmodel.model.relations import Contribution as Contribution
from planmodel.model.relations import Dependency as Dependency
from planmodel.model.sources import Citation as Citation
from planmodel.model.targets import Assigned as Assigned
from planmodel.model.targets import Change as Change
from planmodel.model.targets import Compound as Compound
from planmodel.model.targets import Grade as Grade
from planmodel.model.targets import Level as Level
from planmodel.model.targets import Qualitative as Qualitative
from planmodel.model.targets import RelativeTo as RelativeTo
from planmodel.model.targets import Target as Target
from planmodel.model.targets import Unread as Unread
from planmodel.model.working_times import WorkCalendar as WorkCalendar
from planmodel.phrases.pages import find_targets as find_targets
from planmodel.phrases.reader import read_target as read_target
from planmodel.phrases.reader import read_targets as read_targets
from planmodel.phrases.tables.indicator_table import read_indicator_table as read_indicator_table
from planmodel.phrases.tables.project_table import read_project_table as read_project_table
from planmodel.phrases.tables.task_table import read_task_table as read_task_table
from planmodel.scheduling.run import schedule as schedule
from planmodel.scheduling.side_by_side import compare_schedules as compare_schedules
from planmodel.tracking.run import progress as progress
from planmodel.units.amount import Amount as Amount
from planmodel.versions import show_versions as show_versions

__version__: str
_HOME_OF: dict[str, str]
__all__: list[str]

def __dir__() -> list[str]: ...
