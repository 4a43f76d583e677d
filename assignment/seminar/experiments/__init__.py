"""The seminar's experiments over several seeds, on any set of images: `python -m seminar experiments --data PATH`.

plan.py says what is compared, answer.py reads the network of the tasks from an answer, measure.py does one run,
runner.py all of them (it can be ended and goes on), and results.py, claims.py and figures.py say what came out. What
was measured for the seminar lies in ../results/.
"""
