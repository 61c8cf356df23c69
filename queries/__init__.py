"""The study: one question, one file. Stores bring edges, algorithms live here."""
