"""A city read from its files, with every check and the guard."""
