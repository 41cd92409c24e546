"""Events to stories: which items tell of one measure, and how it stands now. Pure."""
