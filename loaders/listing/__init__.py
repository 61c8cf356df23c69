"""What the loaders of official lists share: entries, vague dates, countries, XML that is safe."""
