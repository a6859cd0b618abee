"""The page on the API names every route of programs, every key of an application and every part of a report."""

from collections.abc import Iterator
from pathlib import Path

from services.applications import KNOWN_KEYS
from services.report_json import dossier_json
from tests.services.made_up import DOSSIER
from web.permissions import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
BY_NAME = {"fields", "cells"}
"""What is keyed by fields or documents."""
NOT_PROGRAMS = "/api/openapi.json"


def keys_of(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one)
    elif isinstance(value, dict):
        for key, its in value.items():
            yield key
            yield from keys_of(list(its.values()) if key in BY_NAME else its)


def test_every_route_of_programs_is_on_the_page() -> None:
    routes = {f"{rule.method} {rule.path}" for rule in RULES if rule.path.startswith("/api/")} - {f"GET {NOT_PROGRAMS}"}
    named = {route.replace("{application_id}", "{id}").replace("{document_id}", "{id}") for route in routes}

    assert len(named) > 7
    assert {route for route in named if f"`{route}`" not in PAGE} == set()


def test_every_key_of_an_application_is_on_the_page() -> None:
    assert {key for key in KNOWN_KEYS if f"`{key}`" not in PAGE} == set()


def test_every_part_of_a_report_is_on_the_page() -> None:
    told = set(keys_of(dossier_json(DOSSIER))) - {"application_id", "normalise", "recognise", "judge"}

    assert {key for key in told if f"`{key}`" not in PAGE} == set()
