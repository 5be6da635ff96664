"""Compose and Kubernetes files read well, leave no service out, and name only settings that exist."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.runtime.settings import ServiceSettings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = ("plans", "authorization", "casemanagement", "disease")
each_service = pytest.mark.parametrize("service", SERVICES)

FILES = [
    ROOT / "docker-compose.yml",
    *sorted((DEPLOY / "docker").iterdir()),
    *sorted((DEPLOY / "kubernetes").iterdir()),
]
IMAGES = {"postgres", "nginx", "python", *(f"harmony/{service}" for service in SERVICES)}
FOREIGN = re.compile(r"(?:ghcr|gcr|quay|docker|amazonaws|azurecr|mcr)\.(?:io|com)|pypi|pythonhosted|registry|index-url")
SECRET = re.compile(r"BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{20,}|\"d\"\s*:", re.IGNORECASE)

Json = dict[str, Any]


def compose() -> Json:
    content: Json = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return content


def manifests() -> Iterator[Json]:
    for file in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        yield from yaml.safe_load_all(file.read_text(encoding="utf-8"))


def manifest(kind: str, name: str) -> Json:
    (found,) = [entry for entry in manifests() if entry["kind"] == kind and entry["metadata"]["name"] == name]
    return found


def settings_of(service: str) -> type[ServiceSettings]:
    found: type[ServiceSettings] = getattr(import_module(f"{service}.settings"), f"{service.capitalize()}Settings")
    return found


def assert_settings(service: str, given: set[str]) -> None:
    """Every variable is a setting of the service, and no setting that it needs is left out."""
    fields = settings_of(service).model_fields
    prefix = f"{service.upper()}_"

    assert given <= {f"{prefix}{name}".upper() for name in fields}
    assert {f"{prefix}{name}".upper() for name, field in fields.items() if field.is_required()} <= given
    neighbours = {f"{prefix}{name}".upper() for name in fields if name.endswith("_url") and name != "database_url"}
    assert neighbours <= given, "a neighbour would be sought on this machine"


@each_service
def test_compose_migrates_a_service_before_it_serves(service: str) -> None:
    services = compose()["services"]

    assert services[service]["depends_on"] == {
        f"{service}-db": {"condition": "service_healthy"},
        f"{service}-migrate": {"condition": "service_completed_successfully"},
    }
    assert services[f"{service}-migrate"]["command"] == ["migrate"]
    assert services[service]["build"]["args"] == {"SERVICE": service}
    assert "command" not in services[service]


@each_service
def test_compose_gives_a_service_a_postgres_of_its_own(service: str) -> None:
    services = compose()["services"]
    url = services[service]["environment"][f"{service.upper()}_DATABASE_URL"]

    assert f"@{service}-db:" in url
    assert services[f"{service}-db"]["networks"] == [f"{service}-data"]
    assert [name for name, entry in services.items() if f"{service}-data" in entry["networks"]] == [
        service,
        f"{service}-migrate",
        f"{service}-db",
    ]


def test_compose_publishes_the_origin_alone() -> None:
    services = compose()["services"]

    assert [name for name, entry in services.items() if "ports" in entry] == ["origin"]
    assert set(services["origin"]["depends_on"]) == set(SERVICES)


@each_service
def test_compose_names_settings_that_exist(service: str) -> None:
    for name in (service, f"{service}-migrate"):
        assert_settings(service, set(compose()["services"][name]["environment"]))


def test_what_compose_mounts_is_declared() -> None:
    content = compose()
    for entry in content["services"].values():
        assert set(entry.get("secrets", [])) <= set(content["secrets"])
        assert {config["source"] for config in entry.get("configs", [])} <= set(content["configs"])
        assert set(entry["networks"]) <= set(content["networks"])


@each_service
def test_kubernetes_names_settings_that_exist(service: str) -> None:
    pod = manifest("Deployment", f"harmony-{service}")["spec"]["template"]["spec"]
    settings = set(manifest("ConfigMap", f"harmony-{service}")["data"])

    for container in [*pod["initContainers"], *pod["containers"]]:
        assert container["envFrom"] == [{"configMapRef": {"name": f"harmony-{service}"}}]
        assert_settings(service, settings | {variable["name"] for variable in container["env"]})


@each_service
def test_kubernetes_probes_and_migrates_a_service(service: str) -> None:
    deployment = manifest("Deployment", f"harmony-{service}")["spec"]
    pod = deployment["template"]["spec"]
    (migration,), (container,) = pod["initContainers"], pod["containers"]

    assert migration["args"] == ["migrate"]
    assert migration["image"] == container["image"]
    assert container["livenessProbe"]["httpGet"]["path"] == f"/{service}/health/live"
    assert container["startupProbe"]["httpGet"]["path"] == f"/{service}/health/live"
    assert container["readinessProbe"]["httpGet"]["path"] == f"/{service}/health/ready"
    assert set(container["resources"]) == {"requests", "limits"}
    assert pod["securityContext"]["runAsNonRoot"] is True


@each_service
def test_kubernetes_finds_the_pods_of_a_service(service: str) -> None:
    deployment = manifest("Deployment", f"harmony-{service}")["spec"]
    labels = deployment["template"]["metadata"]["labels"]
    budget = manifest("PodDisruptionBudget", f"harmony-{service}")["spec"]
    (rule,) = manifest("Ingress", "harmony")["spec"]["rules"]
    backends = {path["path"]: path["backend"]["service"]["name"] for path in rule["http"]["paths"]}

    assert deployment["selector"]["matchLabels"] == labels
    assert manifest("Service", f"harmony-{service}")["spec"]["selector"] == labels
    assert budget["selector"]["matchLabels"] == labels
    assert budget["maxUnavailable"] < deployment["replicas"]
    assert backends[f"/{service}"] == f"harmony-{service}"


def test_the_image_is_probed_and_runs_without_rights() -> None:
    text = (DEPLOY / "docker" / "Dockerfile").read_text(encoding="utf-8")
    (user,) = re.findall(r"^USER (\S+)$", text, re.MULTILINE)

    assert user not in {"root", "0"}
    assert re.search(r"^HEALTHCHECK .*\\\n.*'/health/live'", text, re.MULTILINE)
    assert re.findall(r"^FROM (\S+)", text, re.MULTILINE) == ["python:3.11-slim"] * 2
    assert text.count("ARG SERVICE") == 2


def test_the_origin_knows_the_four_services() -> None:
    text = (DEPLOY / "docker" / "nginx.conf").read_text(encoding="utf-8")

    assert "|".join(SERVICES) in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_names_standard_images_only_and_holds_no_secret(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    images = re.findall(r"^\s*-?\s*(?:image:|FROM) (\S+)", text, re.MULTILINE)

    assert {image.partition(":")[0] for image in images} <= IMAGES
    assert FOREIGN.search(text) is None
    assert SECRET.search(text) is None
