"""Commands about rulesets as texts."""
