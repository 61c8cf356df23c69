"""The doors: sources come in."""
