"""Clew's ground floor: what exists, who says so, where it is kept."""
