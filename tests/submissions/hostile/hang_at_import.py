"""
kind: hang
tries: An endless loop while the cells run.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

while True:
    pass
