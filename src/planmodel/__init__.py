"""Plans, goals, principles, tasks and projects as a typed dependency graph with unit-aware indicators.

Read a plan with :func:`read_plan`, or build a :class:`Plan` from elements; ask its ``graph``, ``check`` it, ``explain``
an element, write it with ``to_yaml``. Every name below is imported when it is first used, so that ``import planmodel``
brings in neither pint nor networkx.

The floors, each of which imports only from those below it::

    cli        the planmodel command
    views      summaries, notebook display, pictures
    corpus     thousands of plans as tables
    drafting   a document becomes a draft plan
    comparing  many plans side by side
    check      rules and findings
    tracking   progress of indicators and goals
    scheduling critical paths, delays, uncertainty, resources
    exchange   other people's plans: StratML
    documents  Word, PDF, web pages and text files as text with places
    formats    YAML, JSON, tables, JSON Schema, graph exports
    graph      the plan's graph and the questions about it
    phrases    published target phrases
    model      elements, relations, targets, plans
    units      amounts and the unit registry
    arguments  errors  diagnostics  encodings  listing  progress_bar  records  text  versions
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from planmodel import examples as examples
    from planmodel import testing as testing
    from planmodel import units as units
    from planmodel.check.report import CheckFailedError as CheckFailedError
    from planmodel.check.report import Report as Report
    from planmodel.comparing.agreement import Agreement as Agreement
    from planmodel.comparing.agreement import agreement as agreement
    from planmodel.comparing.cascade import Cascade as Cascade
    from planmodel.comparing.cascade import CascadeResult as CascadeResult
    from planmodel.comparing.cascade import cascade as cascade
    from planmodel.comparing.compared_rows import ComparedRow as ComparedRow
    from planmodel.comparing.comparison import Comparison as Comparison
    from planmodel.comparing.diff import Diff as Diff
    from planmodel.comparing.diff import diff as diff
    from planmodel.comparing.many import compare as compare
    from planmodel.comparing.merge import Conflict as Conflict
    from planmodel.comparing.merge import Merge as Merge
    from planmodel.comparing.merge import merge as merge
    from planmodel.comparing.plans import PlanSet as PlanSet
    from planmodel.corpus.build import CorpusBuilt as CorpusBuilt
    from planmodel.corpus.build import build_corpus as build_corpus
    from planmodel.corpus.corpus import Corpus as Corpus
    from planmodel.corpus.corpus import open_corpus as open_corpus
    from planmodel.diagnostics import Diagnostic as Diagnostic
    from planmodel.diagnostics import Place as Place
    from planmodel.documents.document_text import DocumentText as DocumentText
    from planmodel.documents.reading import read_document as read_document
    from planmodel.drafting.run import draft_plan as draft_plan
    from planmodel.errors import AmountError as AmountError
    from planmodel.errors import ArgumentError as ArgumentError
    from planmodel.errors import CycleError as CycleError
    from planmodel.errors import DuplicateIdError as DuplicateIdError
    from planmodel.errors import FilterError as FilterError
    from planmodel.errors import IncompatibleUnitsError as IncompatibleUnitsError
    from planmodel.errors import LevelArithmeticError as LevelArithmeticError
    from planmodel.errors import MissingExtraError as MissingExtraError
    from planmodel.errors import ModelError as ModelError
    from planmodel.errors import PlanFileError as PlanFileError
    from planmodel.errors import PlanModelError as PlanModelError
    from planmodel.errors import ReferencedError as ReferencedError
    from planmodel.errors import UnknownIdError as UnknownIdError
    from planmodel.errors import UnknownUnitError as UnknownUnitError
    from planmodel.errors import VocabularyError as VocabularyError
    from planmodel.exchange.annotations import write_annotations as write_annotations
    from planmodel.exchange.mspdi import read_mspdi as read_mspdi
    from planmodel.exchange.mspdi_writer import write_mspdi as write_mspdi
    from planmodel.exchange.stratml import read_stratml as read_stratml
    from planmodel.exchange.stratml_writer import write_stratml as write_stratml
    from planmodel.formats.imported import ImportResult as ImportResult
    from planmodel.formats.json_schema import json_schema as json_schema
    from planmodel.formats.native import read_plan as read_plan
    from planmodel.formats.rcpsp import read_psplib as read_psplib
    from planmodel.formats.rcpsp_writer import write_psplib as write_psplib
    from planmodel.graph.build import PlanGraph as PlanGraph
    from planmodel.model.calendar import Calendar as Calendar
    from planmodel.model.collection import Collection as Collection
    from planmodel.model.constraints import Constraint as Constraint
    from planmodel.model.criteria import Between as Between
    from planmodel.model.criteria import Not as Not
    from planmodel.model.element import Element as Element
    from planmodel.model.element import Group as Group
    from planmodel.model.element import Nested as Nested
    from planmodel.model.element import Undertaking as Undertaking
    from planmodel.model.header import DeclaredCount as DeclaredCount
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
    from planmodel.model.metrics import MetricMatch as MetricMatch
    from planmodel.model.metrics import find_metric as find_metric
    from planmodel.model.metrics import metric_named as metric_named
    from planmodel.model.metrics import shared_metrics as shared_metrics
    from planmodel.model.numbers import Baseline as Baseline
    from planmodel.model.numbers import Cost as Cost
    from planmodel.model.numbers import Estimate as Estimate
    from planmodel.model.numbers import Mode as Mode
    from planmodel.model.numbers import Observation as Observation
    from planmodel.model.period import Period as Period
    from planmodel.model.plan import Plan as Plan
    from planmodel.model.relations import Contribution as Contribution
    from planmodel.model.relations import Dependency as Dependency
    from planmodel.model.relations import Link as Link
    from planmodel.model.relations import Responsibility as Responsibility
    from planmodel.model.relations import Use as Use
    from planmodel.model.relations import as_link as as_link
    from planmodel.model.relations import as_links as as_links
    from planmodel.model.relations import relation as relation
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
    from planmodel.model.vocabulary import VOCABULARY as VOCABULARY
    from planmodel.model.vocabulary import Vocabulary as Vocabulary
    from planmodel.model.working_times import WorkCalendar as WorkCalendar
    from planmodel.phrases.pages import FoundTarget as FoundTarget
    from planmodel.phrases.pages import find_targets as find_targets
    from planmodel.phrases.reader import read_target as read_target
    from planmodel.phrases.reader import read_targets as read_targets
    from planmodel.phrases.tables.indicator_table import IndicatorTable as IndicatorTable
    from planmodel.phrases.tables.indicator_table import read_indicator_table as read_indicator_table
    from planmodel.phrases.tables.project_table import ProjectTable as ProjectTable
    from planmodel.phrases.tables.project_table import read_project_table as read_project_table
    from planmodel.phrases.tables.task_table import TaskTable as TaskTable
    from planmodel.phrases.tables.task_table import read_task_table as read_task_table
    from planmodel.scheduling.delay import Delay as Delay
    from planmodel.scheduling.levelling import ResourceSchedule as ResourceSchedule
    from planmodel.scheduling.levelling import schedule_resources as schedule_resources
    from planmodel.scheduling.run import schedule as schedule
    from planmodel.scheduling.schedule import Schedule as Schedule
    from planmodel.scheduling.simulation import Simulation as Simulation
    from planmodel.text import MultilingualText as MultilingualText
    from planmodel.tracking.attainment import indicator_progress as indicator_progress
    from planmodel.tracking.money import total_cost as total_cost
    from planmodel.tracking.results import IndicatorProgress as IndicatorProgress
    from planmodel.tracking.rollup import GoalProgress as GoalProgress
    from planmodel.tracking.run import Progress as Progress
    from planmodel.tracking.run import progress as progress
    from planmodel.units.amount import Amount as Amount
    from planmodel.versions import show_versions as show_versions
    from planmodel.views.picture import Picture as Picture

__version__ = "0.1.0"

_HOMES = {
    "check.report": "CheckFailedError Report",
    "comparing.agreement": "Agreement agreement",
    "comparing.cascade": "Cascade CascadeResult cascade",
    "comparing.compared_rows": "ComparedRow",
    "comparing.comparison": "Comparison",
    "comparing.diff": "Diff diff",
    "comparing.many": "compare",
    "comparing.merge": "Conflict Merge merge",
    "comparing.plans": "PlanSet",
    "corpus.build": "CorpusBuilt build_corpus",
    "corpus.corpus": "Corpus open_corpus",
    "diagnostics": "Diagnostic Place",
    "documents.document_text": "DocumentText",
    "documents.reading": "read_document",
    "drafting.run": "draft_plan",
    "errors": (
        "AmountError ArgumentError CycleError DuplicateIdError FilterError IncompatibleUnitsError LevelArithmeticError "
        "MissingExtraError ModelError "
        "PlanFileError PlanModelError ReferencedError UnknownIdError UnknownUnitError VocabularyError"
    ),
    "exchange.annotations": "write_annotations",
    "exchange.stratml": "read_stratml",
    "exchange.stratml_writer": "write_stratml",
    "formats.json_schema": "json_schema",
    "formats.native": "read_plan",
    "formats.rcpsp": "read_psplib",
    "formats.rcpsp_writer": "write_psplib",
    "formats.imported": "ImportResult",
    "exchange.mspdi": "read_mspdi",
    "exchange.mspdi_writer": "write_mspdi",
    "graph.build": "PlanGraph",
    "model.calendar": "Calendar",
    "model.collection": "Collection",
    "model.constraints": "Constraint",
    "model.criteria": "Between Not",
    "model.element": "Element Group Nested Undertaking",
    "model.header": "DeclaredCount Jurisdiction",
    "model.kinds": "Document Goal Indicator Metric Organization Principle Project Resource Section Task Theme",
    "model.metrics": "MetricMatch find_metric metric_named shared_metrics",
    "model.numbers": "Baseline Cost Estimate Mode Observation",
    "model.period": "Period",
    "model.plan": "Plan",
    "model.relations": "Contribution Dependency Link Responsibility Use as_link as_links relation",
    "model.sources": "Citation",
    "model.targets": "Assigned Change Compound Grade Level Qualitative RelativeTo Target Unread",
    "model.vocabulary": "VOCABULARY Vocabulary",
    "model.working_times": "WorkCalendar",
    "phrases.pages": "FoundTarget find_targets",
    "phrases.reader": "read_target read_targets",
    "phrases.tables.indicator_table": "IndicatorTable read_indicator_table",
    "phrases.tables.project_table": "ProjectTable read_project_table",
    "phrases.tables.task_table": "TaskTable read_task_table",
    "scheduling.delay": "Delay",
    "scheduling.levelling": "ResourceSchedule schedule_resources",
    "scheduling.run": "schedule",
    "scheduling.schedule": "Schedule",
    "scheduling.simulation": "Simulation",
    "tracking.attainment": "indicator_progress",
    "tracking.money": "total_cost",
    "tracking.results": "IndicatorProgress",
    "tracking.rollup": "GoalProgress",
    "tracking.run": "Progress progress",
    "text": "MultilingualText",
    "units.amount": "Amount",
    "versions": "show_versions",
    "views.picture": "Picture",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}
_MODULES = ("examples", "testing", "units")

__all__ = [
    "VOCABULARY",
    "Agreement",
    "Amount",
    "AmountError",
    "ArgumentError",
    "Assigned",
    "Baseline",
    "Between",
    "Calendar",
    "Cascade",
    "CascadeResult",
    "Change",
    "CheckFailedError",
    "Citation",
    "Collection",
    "ComparedRow",
    "Comparison",
    "Compound",
    "Conflict",
    "Constraint",
    "Contribution",
    "Corpus",
    "CorpusBuilt",
    "Cost",
    "CycleError",
    "DeclaredCount",
    "Delay",
    "Dependency",
    "Diagnostic",
    "Diff",
    "Document",
    "DocumentText",
    "DuplicateIdError",
    "Element",
    "Estimate",
    "FilterError",
    "FoundTarget",
    "Goal",
    "GoalProgress",
    "Grade",
    "Group",
    "ImportResult",
    "IncompatibleUnitsError",
    "Indicator",
    "IndicatorProgress",
    "IndicatorTable",
    "Jurisdiction",
    "Level",
    "LevelArithmeticError",
    "Link",
    "Merge",
    "Metric",
    "MetricMatch",
    "MissingExtraError",
    "Mode",
    "ModelError",
    "MultilingualText",
    "Nested",
    "Not",
    "Observation",
    "Organization",
    "Period",
    "Picture",
    "Place",
    "Plan",
    "PlanFileError",
    "PlanGraph",
    "PlanModelError",
    "PlanSet",
    "Principle",
    "Progress",
    "Project",
    "ProjectTable",
    "Qualitative",
    "ReferencedError",
    "RelativeTo",
    "Report",
    "Resource",
    "ResourceSchedule",
    "Responsibility",
    "Schedule",
    "Section",
    "Simulation",
    "Target",
    "Task",
    "TaskTable",
    "Theme",
    "Undertaking",
    "UnknownIdError",
    "UnknownUnitError",
    "Unread",
    "Use",
    "Vocabulary",
    "VocabularyError",
    "WorkCalendar",
    "__version__",
    "agreement",
    "as_link",
    "as_links",
    "build_corpus",
    "cascade",
    "compare",
    "diff",
    "draft_plan",
    "examples",
    "find_metric",
    "find_targets",
    "indicator_progress",
    "json_schema",
    "merge",
    "metric_named",
    "open_corpus",
    "progress",
    "read_document",
    "read_indicator_table",
    "read_mspdi",
    "read_plan",
    "read_project_table",
    "read_psplib",
    "read_stratml",
    "read_target",
    "read_targets",
    "read_task_table",
    "relation",
    "schedule",
    "schedule_resources",
    "shared_metrics",
    "show_versions",
    "testing",
    "total_cost",
    "units",
    "write_annotations",
    "write_mspdi",
    "write_psplib",
    "write_stratml",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"planmodel.{name}")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'planmodel' has no attribute {name!r}")
    value = getattr(import_module(f"planmodel.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
