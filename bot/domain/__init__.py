"""Pure rules: values in, values out; the moment is an argument."""
