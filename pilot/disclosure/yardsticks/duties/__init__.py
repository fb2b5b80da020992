"""The yardsticks, one a file, each named by what it demands; a file that is put here is found by `registry`."""
