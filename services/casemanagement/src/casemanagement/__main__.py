"""The command `casemanagement`: serve, migrate, rules, openapi."""

from casemanagement.app import create_app
from casemanagement.domain.rule_pages import rules_as_json
from casemanagement.settings import CasemanagementSettings
from shared.runtime.cli import service_command

main = service_command("casemanagement", CasemanagementSettings, create_app, rules_as_json)

if __name__ == "__main__":
    main()
