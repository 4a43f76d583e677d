"""Proofs that take long: each `python -m tests.proofs.NAME` measures something and writes it into a file beside it.

kill_matrix: both banks against every hidden check -> wrong.csv, correct.csv (`make test` measures q1 to q3 again).
flips: the reference under 1,000 secrets, and 200 with training -> flips.toml.
regrade: the correct bank graded again with other threads, with training -> regrade.toml.
student_session: both notebooks in JupyterLab, in a fresh environment -> student_session.toml.
judge_bank: how the checks judge the banks now, for their authors; writes nothing.
"""
