"""The yearly measures of a whole population, set by set."""
