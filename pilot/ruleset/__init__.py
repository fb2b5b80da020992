"""What a ruleset is, and how one is read: from a file, a shipped id or an editor's text."""
