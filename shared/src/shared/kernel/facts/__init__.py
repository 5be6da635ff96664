"""What is known of a member's health, as both stratifications read it; pure data and the readings they share."""
