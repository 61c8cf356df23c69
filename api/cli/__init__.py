"""The command line: `clew`, made from the same catalogue as the routes."""
