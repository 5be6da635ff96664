"""The command `disease`: serve, migrate, rules, openapi."""

from disease.app import create_app
from disease.domain.rule_pages import rules_as_json
from disease.settings import DiseaseSettings
from shared.runtime.cli import service_command

main = service_command("disease", DiseaseSettings, create_app, rules_as_json)

if __name__ == "__main__":
    main()
