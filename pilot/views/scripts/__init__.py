"""The scripts of the page: their sources, and the bundles that the app gives to browsers."""
