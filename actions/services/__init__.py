"""What people do to the plan: one module for each thing that is done."""
