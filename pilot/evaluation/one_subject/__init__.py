"""One subject taken apart: explained, why not, what would mend it."""
