"""Where Otter runs and we adapt: its plugin, the session in its kernel, the form of its results.

What a submission deserves is decided elsewhere; `import otter` means Otter itself here too.
"""
