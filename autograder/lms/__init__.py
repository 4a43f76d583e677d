"""Learning platforms: whose a file of their exports is, and the files that their importers take."""
