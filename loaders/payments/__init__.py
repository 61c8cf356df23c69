"""Payments out of tables, and what bank statements of other formats share with them."""
