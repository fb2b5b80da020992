"""What leaves the product: tables as files, each with the receipt of what it was made from."""
