"""Pictures as PNG, each with the words that say the same; drawn off the event loop by whoever asks."""
