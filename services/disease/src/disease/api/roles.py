"""Who may do what with members in the disease programs."""

from shared.runtime.identity import Role

NURSES = (Role.DISEASE_NURSE, Role.CARE_NURSE, Role.CARE_SUPERVISOR)
READERS = (*NURSES, Role.CLINICAL_REVIEWER, Role.MEDICAL_DIRECTOR, Role.OPS, Role.SERVICE)
# Whoever may have a member on the phone.
CALL_TAKERS = (*NURSES, Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.OPS, Role.SERVICE)
# Whoever runs a mailing, a newsletter or a distribution.
SENDERS = (Role.DISEASE_NURSE, Role.CARE_SUPERVISOR, Role.OPS)
