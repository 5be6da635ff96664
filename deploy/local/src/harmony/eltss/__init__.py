"""`harmony import eltss`: a person-centred service plan from a FHIR R4 file, through the public API."""

from harmony.eltss.importing import command

__all__ = ["command"]
