"""What each audience is shown."""

from pilot.disclosure.shown.view import Blank, ShownPosting, View, act_on, disclose

__all__ = ["Blank", "ShownPosting", "View", "act_on", "disclose"]
