"""How the bot is set up: settings, vocabulary and seeds, read at start and never written."""
