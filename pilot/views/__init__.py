"""The screens: one file a screen, draws only."""
