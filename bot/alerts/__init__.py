"""Stories to alerts: whether there is something to say, how much it matters, in which words. Pure."""
