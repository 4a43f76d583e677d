"""
kind: hang
tries: A statement that catches whatever is raised to stop it, and goes on.
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
