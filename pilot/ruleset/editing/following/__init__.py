"""What goes or changes together with an edit."""
