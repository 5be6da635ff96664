"""From a member's facts to the inputs of the rules; the population run gives the same inputs from tables."""
