"""
kind: replies
tries: Reports a million packages with control characters in their names as not installed.
plain: no
"""

from autograder.sandbox import requests as worker

real = worker.end_header
worker.end_header = lambda run: real(run) | {"packages": ["\x1b[2J<script>" + "x" * 90] * 1000}
