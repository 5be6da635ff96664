"""The command `plans`: serve, migrate, rules, openapi."""

from plans.app import create_app
from plans.domain.rule_pages import rules_as_json
from plans.settings import PlansSettings
from shared.runtime.cli import service_command

main = service_command("plans", PlansSettings, create_app, rules_as_json)

if __name__ == "__main__":
    main()
