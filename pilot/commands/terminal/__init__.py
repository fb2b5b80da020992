"""What the commands share: arguments, options, pages and progress."""
