"""What a user may ask: one file a command, defined once, shown everywhere. The folder is the register."""
