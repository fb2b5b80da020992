"""The yardsticks, one in each file, which is named by what the duty demands; `registry` finds whatever stands here."""
