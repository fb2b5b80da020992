"""The generator: invented cities of any size."""
