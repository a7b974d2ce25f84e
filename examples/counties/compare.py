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
# # Comparing counties, cities and provinces
#
# Plans from the nation down to a district, read from the files beside this notebook. Every conclusion below is computed
# where it stands.

# %%
from collections import Counter
from pathlib import Path

import planmodel as pm

places = [Path.cwd(), Path("examples/counties")]
here = Path(__file__).parent if "__file__" in globals() else next(one for one in places if (one / "plans").exists())
plans = pm.PlanSet.read(here)
plans

# %% [markdown]
# ## Who is stricter than the parent?
#
# Each promise is held against that of the nearest plan above it that has one of the same metric.

# %%
tree = pm.cascade(plans)
outcomes = Counter(one.outcome for one in tree.results)
ordered = outcomes["stricter"] + outcomes["equal"] + outcomes["looser"]
print(f"{len(tree)} promises have a counterpart above; {ordered} of them can be ordered:")
print(f"{outcomes['stricter']} stricter, {outcomes['equal']} equal, {outcomes['looser']} looser")
print(f"levels alone, which say nothing of strictness: {outcomes['higher']} higher, {outcomes['lower']} lower")

# %% [markdown]
# The same at one look: plans by metrics, a symbol for each outcome.

# %%
tree.plot()

# %% [markdown]
# ### Energy per unit of GDP
#
# One promise that nearly everyone makes in one form: a relative fall since 2020.

# %%
energy = pm.compare(plans, reference="nation-esr-145").filter(metric="energy-intensity")
told = energy.filter(where=lambda row: row.difference is not None).sort("value")
for row in told.rows:
    print(f"{row.plan:28} {row.value:5} {row.unit}  {row.difference:+} {row.difference_unit}")
below = [row for row in told.rows if plans[row.plan].jurisdiction.level != "national"]
above = [row.plan for row in below if row.difference > 0]
print(f"{len(above)} of {len(below)} ask for more than the nation")
for row in energy.rows:
    if row.kind is not None and row.difference is None:
        print("no difference:", row.plan, "-", row.note)

# %%
energy.plot("energy-intensity")

# %% [markdown]
# ### Down the chain from nation to district
#
# Qianjiang counts in 吨 and Chongqing in 万吨; the shares are exact fractions before they are rounded.

# %%
for one in tree.results:
    if one.child == "qianjiang-esr-145":
        share = f"{float(one.share):.2%} ({one.share})" if one.share is not None else one.outcome
        print(f"{one.metric}: {share}, under {one.parent}")

# %%
tree.plot(child="qianjiang-esr-145")

# %% [markdown]
# ## How specific are targets?

# %%
specific = plans.specificity()
total = specific.total
print(f"{total['numeric']} of {total['targets']} targets have a number ({total['share_numeric']:.0%})")
for record in specific.records:
    if record["assigned"] or record["qualitative"]:
        print(f"{record['plan']:28} {record['assigned']} set elsewhere, {record['qualitative']} in words")
none = [record["plan"] for record in specific.records if not record["targets"]]
print("no target was read, only where they stood:", ", ".join(none))

# %% [markdown]
# ## Where do definitions break comparison?
#
# The reasons why two promises of one metric have no difference, and the metrics that change their form on the way down.

# %%
reasons = Counter(one.reason for one in tree.results if one.outcome == "not_comparable")
for reason, count in reasons.most_common():
    print(f"{count:3} {reason}")
forms: dict[str, set[str]] = {}
for row in pm.compare(plans).rows:
    if row.form is not None and row.value is not None:
        forms.setdefault(row.metric, set()).add(row.form)
for metric, found in forms.items():
    if len(found) > 1:
        print(f"{metric}: {' | '.join(sorted(found))}")

# %% [markdown]
# ## Who says anything about what?

# %%
plans.coverage("plan", "metric")

# %% [markdown]
# What they say: a number in each cell, a dash where nothing is stated. A shade is a place between the least and the
# most of one metric, and compares nothing across metrics.

# %%
pm.compare(plans).plot()

# %% [markdown]
# ## How fast?
#
# The required change a year, where it is defined, and why not elsewhere.

# %%
plans.ambition("energy-intensity")

# %%
plans.ambition("good-days-share")
