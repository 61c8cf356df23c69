"""Exports: the whole store, or the surroundings of some entities, each record with its evidence."""
