"""
kind: reading
tries: Writes a helper module by a magic to a place outside its folder, and reads the grader by one.
plain: no
"""

get_ipython().run_cell_magic("writefile", "../../../../../../etc/left_behind.py", "x = 1")
get_ipython().run_line_magic("run", "/etc/passwd")
get_ipython().run_line_magic("run", __import__("os").path.join(__import__("sys").prefix, "..", "dist", "secret.json"))
