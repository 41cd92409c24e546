"""What a user may ask: one file a command, shown everywhere. The folder is the register."""
