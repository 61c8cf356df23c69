"""The front desk: HTTP and the command line, two faces of one catalogue of questions."""
