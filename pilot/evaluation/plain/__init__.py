"""The second reading of the spec: one dataclass a row, one sentence of the spec a function, no frames and no hurry.

It gives every posting its "why" on the screens, and it is what the tests of the fast evaluation are held against.
"""
