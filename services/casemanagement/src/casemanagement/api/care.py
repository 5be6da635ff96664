"""The routes of evaluation, planning, facilitation, advocacy and contacts, for the wiring of the service."""

from casemanagement.api import assessments, care_plans, contacts, facilitation, letters, metrics, tasks

ROUTERS = (
    assessments.commands,
    assessments.queries,
    care_plans.commands,
    care_plans.queries,
    tasks.commands,
    tasks.queries,
    facilitation.queries,
    contacts.commands,
    contacts.queries,
    letters.commands,
    letters.queries,
    metrics.queries,
)
