"""Empty: this service asks no neighbour yet."""
