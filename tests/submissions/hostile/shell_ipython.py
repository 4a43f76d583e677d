"""
kind: shell
tries: Commands by the notebook's own shell and its magics, through Python.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

shell = get_ipython()
shell.system("touch /tmp/CANARY_ipython")
shell.run_cell_magic("bash", "", "touch /tmp/CANARY_bash")
shell.run_line_magic("sx", "touch /tmp/CANARY_sx")
