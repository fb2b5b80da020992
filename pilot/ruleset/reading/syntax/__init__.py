"""What is wrong with the writing itself, before there is a tree: the parser's messages in our words."""
