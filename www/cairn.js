// The loader.
