"""One class for each part of the store, constructed with a connection and the community it is opened for."""
