"""Identification and stratification: which programs the facts about a member call for, and why. Pure."""
