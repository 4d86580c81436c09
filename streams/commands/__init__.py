"""The `standoff` command, one module a group of subcommands. Thin: it reads arguments, calls runners, prints."""
