"""Pictures as PNG, each with the words that say the same: plain functions of plain values, run by `drawing`."""
