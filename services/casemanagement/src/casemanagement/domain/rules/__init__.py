"""Every rule that guards a case, in order."""
