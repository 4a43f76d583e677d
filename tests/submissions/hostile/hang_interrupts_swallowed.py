"""
kind: hang
tries: Interruptions by exceptions are caught at once, in a function that calls itself again.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""


def forever():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


forever()
