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
# # Which task depends on what
#
# Two files are read here. `plan.yaml` is what the official interpretation of Lianzhou's environmental plan says.
# `scenario.yaml` is laid over it: durations and an order of work that **we made up**, because the interpretation
# has neither. Whatever follows from the order of work is therefore an illustration; whatever follows from goals,
# principles, tasks and projects is a reading of the text.

# %%
from pathlib import Path

import planmodel as pm

places = [Path.cwd(), Path("examples/lianzhou")]
here = Path(__file__).parent if "__file__" in globals() else next(one for one in places if (one / "plan.yaml").exists())
plan = pm.read_plan(here / "plan.yaml", here / "scenario.yaml")
plan

# %% [markdown]
# ## One link at a time
#
# A dependency is a link with a type, a lag and its own evidence. Every one of them should say `assumed`.

# %%
undertakings = [*plan.tasks, *plan.projects]
links = [(one.id, link) for one in undertakings for link in one.depends_on]
for holder, link in links[:8]:
    print(f"{holder:20} waits for {link.to:18} {link.type}  lag {link.lag or 'none'!s:5}  {link.evidence}")
print(f"{len(links)} links; evidence: {sorted({str(link.evidence) for _, link in links})}")

# %% [markdown]
# The links between tasks and projects as a picture, layer by layer; what decides the end is thick and red.

# %%
plan.draw("network")

# %% [markdown]
# ## What stands before the evaluation, and what funding sets going
#
# `upstream` is everything that bears on an element, through any relation: what must come first, but also the
# principles that guide it and the projects that carry it out. `downstream` is everything that it bears on.


# %%
def by_kind(ids):
    for kind in dict.fromkeys(plan[id].kind for id in ids):
        print(f"  {kind:10}", *(id for id in ids if plan[id].kind == kind))


print("upstream of t-evaluation:")
by_kind(plan.graph.upstream("t-evaluation"))

# %%
print("downstream of t-funding:")
by_kind(plan.graph.downstream("t-funding"))

# %% [markdown]
# The nearest of that as a picture: what the funds wait for, and what waits for the funds.

# %%
plan.draw("network", focus="t-funding", depth=1)

# %% [markdown]
# ## By which ways
#
# Scientific methods serve the goal of good governance by several chains. Each path is one of them.

# %%
for path in plan.graph.paths("t-science", "goal-governance"):
    print(path)

# %% [markdown]
# ## Is there an order at all
#
# A circle of dependencies would mean that nothing in it can begin. None is expected, so the tasks fall into layers:
# all that stands in one layer waits only for layers before it.

# %%
print("circles:", list(plan.graph.cycles()) or "none")

# %%
for number, layer in enumerate(plan.graph.layers()):
    print(number, *layer)

# %% [markdown]
# ## Where many chains meet
#
# A bottleneck is an element through which much of the network passes. In this scenario one would look for the funds
# and for the campaign against pollution; the text itself ranks nothing.

# %%
plan.graph.bottlenecks()

# %% [markdown]
# ## When, if all that were so
#
# `schedule` turns durations and links into dates. Every duration is assumed, so every date below is an illustration of
# the method and says nothing about Lianzhou.

# %%
schedule = pm.schedule(plan, start="2021-01-01")
print("from", schedule.start, "to", schedule.finish)
for path in schedule.critical_paths():
    print(" > ".join(path))

# %%
schedule.gantt()

# %% [markdown]
# The same as a table, and why one task begins when it does.

# %%
schedule

# %%
print(schedule.explain("t-tourism"))

# %% [markdown]
# ## Which goal pays when the funds come late
#
# A delay is laid over the schedule; the plan stays as it is. Work slips, and with it the goals that it serves, each by
# as much as its slack does not take up.

# %%
late = schedule.delay({"t-funding": "6 月"})
for goal in late.goals:
    print(f"{goal.id:16} {goal.before} -> {goal.after}  {goal.slip}")
print("within slack:", *late.untouched)

# %%
late.schedule.gantt()

# %% [markdown]
# The other way round: what would a month of delay in each task cost the goal of good governance, and how much earlier
# could it be without that task?

# %%
for one in schedule.drag("goal-governance"):
    print(f"{one.id:18} costs {one.cost}, could give back {one.drag}")

# %% [markdown]
# ## How sure is that
#
# Each duration has three points. Drawn at random between them, the work ends later than by likely durations, because
# the later of several paths decides. The analytic approximation looks at one path only, and says so.

# %%
simulation = schedule.simulate(10_000, seed=1)
print(simulation)

# %%
simulation.plot()

# %% [markdown]
# By the analytic approximation, and by the bounds that hold whatever lies between the points:

# %%
approximation = schedule.pert()
print(f"by one path: {approximation.mean} ± {approximation.deviation}; {approximation.note}")
print(f"chance by the end of 2025: {approximation.chance('2025-12-31'):.0%}, simulated {simulation.chance():.0%}")
print(schedule.brackets())

# %% [markdown]
# ## What it looks like
#
# In a notebook the graph shows itself as a picture: solid lines are stated, dashed ones inferred, dotted ones assumed.

# %%
plan.graph

# %% [markdown]
# ## Is anything left out
#
# Coverage asks the plain questions: is there a goal that no task serves, a principle that guides nothing, a project
# without a task?

# %%
plan.graph.coverage()

# %% [markdown]
# ## Why is this project here
#
# `explain` gives the tree of what an element rests on and what it serves, with the evidence of every link. Mind the
# word `inferred`: the text names the project and the goal, the link between them is ours.

# %%
plan.explain("pr-water")

# %% [markdown]
# ## What does the check say
#
# The document contradicts itself in one place, and the file keeps it so: six projects announced, seven named.

# %%
report = plan.check()
for finding in report.findings:
    print(f"{finding.code} {finding.severity}: {finding.message}")
