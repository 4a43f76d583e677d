"""
kind: bomb
tries: Descriptors that wait for descriptors that wait for descriptors.
plain: no
"""

import select

polls = [select.epoll() for _ in range(100)]
for outer in polls:
    for inner in polls:
        try:
            outer.register(inner.fileno(), select.EPOLLIN)
        except OSError:
            continue
for poll in polls:
    poll.close()
