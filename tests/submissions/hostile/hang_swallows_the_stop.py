"""
kind: hang
tries: A statement that catches whatever is raised to stop it, and goes on.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

def forever():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


forever()
