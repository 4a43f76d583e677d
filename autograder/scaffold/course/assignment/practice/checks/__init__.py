"""The public checks of the questions: generated, a module for each."""
