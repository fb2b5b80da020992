"""From a text to a ruleset, or to every problem in it."""
