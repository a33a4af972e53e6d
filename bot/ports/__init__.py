"""What the core needs from outside, in its own words. The docstrings are promises every implementation keeps."""
