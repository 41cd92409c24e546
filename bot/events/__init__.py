"""Items to events: what one item says, with the words that it was read from. Pure."""
