"""
kind: hang
tries: Interruptions by exceptions are caught at once, in a function that calls itself again.
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
