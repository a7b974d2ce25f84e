"""Functions that are asked for less often than those at the top."""

from planmodel.comparing.merge import merge as merge
from planmodel.drafting.again import draft_into as draft_into
from planmodel.evaluating.mapping_file import read_mapping as read_mapping
from planmodel.evaluating.method import read_method as read_method
from planmodel.evaluating.published import published_counts as published_counts
from planmodel.evaluating.scale import read_scale as read_scale
from planmodel.exchange.annotations import write_annotations as write_annotations
from planmodel.exchange.jsonld import write_jsonld as write_jsonld
from planmodel.formats.json_schema import json_schema as json_schema
from planmodel.formats.rcpsp_writer import write_psplib as write_psplib
from planmodel.formats.strict_schema import strict_schema as strict_schema
from planmodel.model.metrics import find_metric as find_metric
from planmodel.model.metrics import shared_metrics as shared_metrics
from planmodel.packages import additions as additions
from planmodel.scheduling.levelling import schedule_resources as schedule_resources
from planmodel.scheduling.needs import needs as needs
from planmodel.tracking.attainment import indicator_progress as indicator_progress
from planmodel.tracking.money import total_cost as total_cost
from planmodel.verifying.verification import verify as verify
