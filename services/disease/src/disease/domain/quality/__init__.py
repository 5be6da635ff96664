"""The yearly quality measures: definitions by version, and what they make of one member."""
