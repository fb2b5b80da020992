"""The difference of two rulesets, in articles."""
