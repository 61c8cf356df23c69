"""The databases behind the store protocol, and what they share."""
