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
# # What becomes of a promise on its way from nation to county
#
# Three plans promise to save energy and to cut four pollutants by 2025. Here each is held against the one above it.

# %%
from pathlib import Path

import planmodel as pm

here = Path(__file__).parent if "__file__" in globals() else Path("examples/counties")
nation, chongqing, qianjiang = (pm.read_plan(here / f"{name}.yaml") for name in ("nation", "chongqing", "qianjiang"))

# %% [markdown]
# ## The chain
#
# Targets match by the metric that their indicators name, never by their place in a list.

# %%
found = pm.cascade(qianjiang, chongqing, nation)
print(found)

# %% [markdown]
# ## Energy: each level asks for more
#
# 13.5 % for the nation, 14 % for Chongqing, 14.5 % for Qianjiang, all since 2020.

# %%
for one in found.results:
    if one.metric == "energy-intensity":
        print(one.child, one.outcome, "than" if one.outcome != "equal" else "to", one.parent)

# %% [markdown]
# ## Pollutants: shares, and one step that has no answer
#
# Qianjiang counts in 吨 and Chongqing in 万吨; the shares are exact fractions before they are rounded. The step from
# the nation to Chongqing has no answer: one promises a share of all emissions, the other tonnes of key projects.

# %%
for one in found.results:
    if one.share is not None:
        print(f"{one.metric}: {float(one.share):.2%} ({one.share})")
print({one.reason for one in found.results if one.outcome == "not_comparable"})

# %% [markdown]
# ## What only one of them promises

# %%
print("only the parent:", *found.only_parent)
