"""The command `authorization`: serve, migrate, rules, openapi."""

from authorization.app import create_app
from authorization.domain.rule_pages import rules_as_json
from authorization.settings import AuthorizationSettings
from shared.runtime.cli import service_command

main = service_command("authorization", AuthorizationSettings, create_app, rules_as_json)

if __name__ == "__main__":
    main()
