"""The report about a graded class for its instructor; write.py writes it."""
