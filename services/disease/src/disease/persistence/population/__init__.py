"""The population run: a range of members per batch, from tables to inputs, rules and tiers, all in the database."""
