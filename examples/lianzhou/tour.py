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
# # Lianzhou in ten minutes
#
# Lianzhou (连州市) is a county-level city. What the official interpretation of its environmental plan for 2021–2025
# says stands in `plan.yaml`, with a quotation for every statement. This tour reads it, looks at it, asks it, checks it,
# and writes it as a page. Whatever is concluded is computed where it stands.

# %% [markdown]
# ## Read
#
# A plan shows itself as its summary. Open a triangle to see the trees of goals, tasks and projects.

# %%
import tempfile
from collections import Counter
from pathlib import Path

import planmodel as pm
from planmodel.errors import MissingExtraError
from planmodel.functions import total_cost

places = [Path.cwd(), Path("examples/lianzhou")]
here = Path(__file__).parent if "__file__" in globals() else next(one for one in places if (one / "plan.yaml").exists())
plan = pm.read_plan(here / "plan.yaml")
plan

# %% [markdown]
# ## Look
#
# Collections are tables.

# %%
plan.goals

# %% [markdown]
# One element says where it stands, in the words of the text.

# %%
plan["t-pollution"]

# %% [markdown]
# What serves what, one column a kind: a solid line is stated by the text, a dashed one is inferred by us.

# %%
plan.draw()

# %%
evidence = Counter(link.evidence or getattr(holder, "evidence", "stated") for holder, _, _, link in plan.links())
print(", ".join(f"{count} links are {who}" for who, count in evidence.most_common()))

# %% [markdown]
# In one element's surroundings the lines can be followed by eye.

# %%
plan.draw(focus="pr-water", depth=2)

# %% [markdown]
# Click an element in the next picture, or walk with the arrow keys: what it rests on and what it serves stays, the rest
# fades. `picture.selected` is the id of what was clicked. (Without the extra `notebook`, or in a notebook that is not
# trusted, there is nothing to click.)

# %%
try:
    picture = plan.widget()
    picture.selected = "goal-quality"
except MissingExtraError as error:
    picture = error
picture

# %% [markdown]
# ## Ask
#
# Everything that bears on a goal, and everything that a project is there for.

# %%
resting = Counter(plan[id].kind for id in plan.graph.upstream("goal-quality"))
print("goal-quality rests on", ", ".join(f"{count} × {kind}" for kind, count in resting.items()))
print("pr-water bears on", ", ".join(plan.graph.downstream("pr-water")))

# %% [markdown]
# `explain` gives the same as a tree, each line with who says so.

# %%
plan.explain("pr-water", depth=2)

# %% [markdown]
# Filters know the fields and the links: which tasks contribute to clean surroundings, and rest on the principle of
# precision?

# %%
plan.tasks.filter(contributes_to="goal-quality", guided_by="p-precise")

# %% [markdown]
# What serves nothing, and what nothing serves?

# %%
plan.graph.coverage()

# %% [markdown]
# ## Check
#
# The rules find what the document itself contradicts, and the file keeps it as it is.

# %%
report = plan.check()
report

# %%
(count,) = report.of("PM301")
groups = plan.projects.filter(part_of=None)
parts = {group.id: len(plan.projects.filter(part_of=group.id)) for group in groups}
for group in groups:
    print(f"{group.label('en')}: {group.declared_count} announced, {parts[group.id]} listed ({count.severity})")

# %% [markdown]
# ## How far is it
#
# Progress is a number or the reason why there is none. It is never zero for want of data: between the bounds lies what
# nobody can know.

# %%
progress = pm.progress(plan, as_of="2023-12-31")
progress.plot()

# %%
reasons = Counter(one.message for one in progress.results if one.attainment is None)
print(f"{sum(reasons.values())} of {len(progress.results)} indicators have no attainment:")
for reason, number in reasons.most_common():
    print(f"{number:3} {reason}")

# %% [markdown]
# The chain of one number, down to what was measured and what is said to be done.

# %%
print(progress.explain("goal-ecology"))

# %% [markdown]
# ## From goals to projects
#
# How many projects stand behind each goal. The interpretation names no sums of money; where a plan does,
# `plan.draw("flow", by="money")` draws those.

# %%
plan.draw("flow")

# %%
print(total_cost(plan))

# %% [markdown]
# ## Take it with you
#
# One page that needs no network: the pictures, every element with its sources, search, Chinese and English. Here it
# goes into a folder for things that may vanish; `plan.explore()` alone writes it beside the notebook.

# %%
page = plan.explore(Path(tempfile.mkdtemp()) / "lianzhou.html", as_of="2023-12-31")
print(f"{Path(page).stat().st_size // 1000} kB")
page

# %% [markdown]
# Where to go from here: `dependencies.py` beside this file asks what waits for what, and when; `examples/counties`
# compares plans.
