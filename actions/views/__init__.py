"""The pages of the plan: one module for each thing that a person comes for."""
