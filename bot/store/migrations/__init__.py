"""How the memory grew: one revision a change, run at start."""
