"""
kind: hang
tries: An endless loop while the cells run.
plain: no
"""

while True:
    pass
