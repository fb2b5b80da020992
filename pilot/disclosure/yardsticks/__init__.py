"""Rulesets held against legal duties to inform."""
