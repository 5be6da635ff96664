"""Who may do what, by role; which cases they see is `persistence.visibility`."""

from shared.runtime.identity import Role

CASE_WORKERS = (Role.CARE_NURSE, Role.CARE_SUPERVISOR)
READERS = (
    *CASE_WORKERS,
    Role.DISEASE_NURSE,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
    Role.SPA_REVIEWER,
    Role.SERVICE,
    Role.OPS,
)
# Whoever may have a member on the phone.
CALL_TAKERS = (*CASE_WORKERS, Role.DISEASE_NURSE, Role.CASE_MANAGER, Role.CM_SUPERVISOR, Role.SERVICE, Role.OPS)
REFERRERS = (
    *CALL_TAKERS,
    Role.PROVIDER,
    Role.PARTNER,
    Role.CLINICAL_REVIEWER,
    Role.MEDICAL_DIRECTOR,
    Role.SPA_REVIEWER,
)
