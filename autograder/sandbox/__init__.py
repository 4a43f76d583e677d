"""The confined process that runs student code, and the one interface through which checks see it.

`cells` reads a submission, `submission` runs its cells in a worker process and gives checks a Subject. Nothing is
imported here: `fork_server` must be there before torch, which it imports in a process of its own meanwhile.
"""
