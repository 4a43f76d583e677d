"""
kind: shell
tries: Commands by the notebook's own shell and its magics, through Python.
plain: yes
"""

shell = get_ipython()
shell.system("touch /tmp/CANARY_ipython")
shell.run_cell_magic("bash", "", "touch /tmp/CANARY_bash")
shell.run_line_magic("sx", "touch /tmp/CANARY_sx")
