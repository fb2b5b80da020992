"""What rests on which source, and where sources disagree."""
