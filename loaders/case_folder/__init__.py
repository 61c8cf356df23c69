"""The case folder: YAML that a journalist can read, checked as a whole before it is loaded."""
