"""The one-way path from a city and a ruleset to an Assessment."""

from pilot.evaluation.assess import Assessment, evaluate

__all__ = ["Assessment", "evaluate"]
