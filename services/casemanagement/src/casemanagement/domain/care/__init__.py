"""Evaluation, planning, facilitation, advocacy and contacts: what a nurse records, and the rules it is judged by."""
