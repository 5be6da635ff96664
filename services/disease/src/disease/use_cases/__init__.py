"""Empty: this service changes nothing yet."""
