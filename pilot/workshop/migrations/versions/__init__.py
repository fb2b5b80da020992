"""The revisions, in order. One that has been released is never changed: files made by it are kept on desks."""
