"""Several copies of one ruleset made one."""
