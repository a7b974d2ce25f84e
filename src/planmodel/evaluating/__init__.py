"""What became of promises: succession from plan to plan, evaluation at a date, sufficiency, quotas."""
