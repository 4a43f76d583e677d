"""A submission as a grader reads and runs it: bytes -> cells -> statements -> the names of each question.

The grader uses this code as it is, so that a student who tries `python -m seminar check FILE` sees what grading will
see.
"""
