"""One verb of the command line a module, each with `VERB: click.Command`."""
