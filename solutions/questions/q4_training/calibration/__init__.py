"""Where the threshold of q4 comes from: runs of the right network and of shortcuts, and what they imply."""
