"""Two assessments of one city held side by side."""
