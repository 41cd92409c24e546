"""Stories to alerts: what to say, how much it matters, in which words. Pure."""
