"""Zoom, Google and Microsoft at the wire, as far as rooms are concerned: what their documents refuse is refused."""
