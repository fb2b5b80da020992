"""The numbers of opacity as pictures, one module a question."""
