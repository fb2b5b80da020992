"""Every field of a part of a ruleset as a row that a form can change, made from the models themselves."""
