# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From a text to a finished plan
#
# `source.md` is the official interpretation of Lianzhou's environmental plan. Rules make a draft of it, without a model
# and without a network: every element quotes the words that it stands on. A person decides the rest.

# %%
import tempfile
from pathlib import Path

import planmodel as pm

places = [Path.cwd(), Path("examples/lianzhou")]
here = Path(__file__).parent if "__file__" in globals() else next(one for one in places if (one / "source.md").exists())
draft = pm.draft_plan(here / "source.md", id="lianzhou")
draft

# %% [markdown]
# ## What is in doubt comes first
#
# A doubt has a code (`planmodel rules PM805` explains it), a place in the text and a hint. Here the text announces six
# projects and lists seven: the draft keeps both, and nobody decided for you which is right.

# %%
for doubt in draft.doubts:
    print(doubt.one_line())

# %% [markdown]
# ## Where everything comes from
#
# One row a stretch of the text: the element that was made of it, the rule, the words. `stated` is what the words print;
# nesting and roles are `inferred`; that one thing serves another is never guessed.

# %%
draft.record

# %%
plan = draft.plan
print({evidence: sum(one.evidence == evidence for one in plan.elements) for evidence in ("stated", "inferred")})
print("links of tasks to goals:", sum(len(task.contributes_to) for task in plan.tasks))

# %% [markdown]
# ## Correct it
#
# People correct `plan.yaml` in an editor; the same can be done here. The goal gets what the draft could not know: a
# task that serves it.

# %%
goal = plan.goals[0]
first = next(task for task in plan.tasks if task.part_of is None)
corrected = plan.replace(first.id, contributes_to=[goal.id], note="read by hand")
corrected.draw("structure")

# %% [markdown]
# ## Draft again, and lose nothing
#
# A newer edition of the text, or a newer planmodel, drafts into the same folder. What nobody has touched becomes as the
# newer draft has it, what people corrected stays, and what both changed is a conflict.

# %%
with tempfile.TemporaryDirectory() as folder:
    work = Path(folder) / "lianzhou"
    draft.save(work)
    corrected.to_yaml(work / "plan.yaml")
    newer = Path(folder) / "newer.md"
    newer.write_text((here / "source.md").read_text("utf-8").replace("坚持系统观念", "坚持系统思维"), "utf-8")
    joined = pm.functions.draft_into(pm.draft_plan(newer), work)
    print(joined)
    print([one.label() for one in joined.plan.principles])
    print(joined.plan.tasks[first.id].note)

# %% [markdown]
# ## How far it is from a finished plan
#
# `plan.yaml` was made by hand, with the text beside it. Elements that stand on the same words are the same; what only
# the person has is mostly what no text says: metrics, observations, other documents.

# %%
finished = pm.read_plan(here / "plan.yaml")
found = pm.agreement(plan, finished)
print(f"{len(found.matched)} matched, {len(found.only_here)} only drafted, {len(found.only_there)} only by hand")
for kind in found.kinds:
    print(f"{kind.kind:14}{kind.matched:4}{kind.only_here:4}{kind.only_there:4}")

# %% [markdown]
# `found.report("agreement.html")` is a page for talking such differences through, `found.joined()` makes one file of
# two; `draft.report("draft.html")` shows the text with what was made of it.
