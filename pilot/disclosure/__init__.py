"""What each audience is shown."""

from pilot.disclosure.view import Blank, ShownPosting, View, disclose

__all__ = ["Blank", "ShownPosting", "View", "disclose"]
