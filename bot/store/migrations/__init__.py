"""Why: the steps from one schema to the next, for databases that hold something already. A step
that was released must not be changed."""
