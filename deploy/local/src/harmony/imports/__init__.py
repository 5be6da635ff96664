"""`harmony import plans|members|providers`: files of a former system, through the public API."""
