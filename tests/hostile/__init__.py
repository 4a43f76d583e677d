"""The hostile bank: submissions that attack the grader, and what a test needs to see that none of them succeeds."""
