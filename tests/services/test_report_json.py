"""The report's JSON, in the shape of the contract."""

import json
from dataclasses import replace

from services.report_json import dossier_json
from tests.services.made_up import CLEAR, DOSSIER, NAME_DIFFERS


def test_the_report_has_the_keys_of_the_contract() -> None:
    shown = json.loads(json.dumps(dossier_json(DOSSIER)))

    assert set(shown) >= {"application_id", "verdict", "documents", "findings", "missing", "matrix", "changes"}
    assert set(shown["documents"][0]) == {
        "document_id", "file", "sha256", "declared_type", "type", "type_score", "state", "quality", "fields",
        "findings", "engine", "correlation_id", "timings_ms",
    }  # fmt: skip
    assert set(shown["findings"][0]) == {
        "code", "severity", "field", "document_id", "expected", "found", "message", "proof",
        "rule", "documents", "settled_by", "applicant_message",
    }  # fmt: skip
    assert shown["missing"][0]["type"] == "degree_certificate"
    assert set(shown["missing"][0]) == {"type", "any_of", "level", "because"}
    assert shown["missing"][0]["any_of"] == ["degree_certificate"]


def test_a_field_keeps_its_place_to_a_tenth_of_a_pixel() -> None:
    name = dossier_json(DOSSIER)["documents"][0]["fields"]["name"]  # type: ignore[index]

    assert name == {
        "value": "陈佳禾",
        "raw": "陈佳禾",
        "confidence": 0.988,
        "status": "proved",
        "witnesses": ["print", "second_print"],
        "box": [[100.0, 50.1], [220, 50.1], [220, 90], [100.0, 90]],
    }


def test_a_finding_stands_with_its_document_and_with_the_dossier() -> None:
    shown = dossier_json(DOSSIER)

    own = shown["documents"][0]["findings"]  # type: ignore[index]
    assert [finding["code"] for finding in own] == ["name_mismatch"]
    assert own[0] in shown["findings"]  # type: ignore[operator]


def test_a_file_that_is_no_picture_is_a_document_without_fields() -> None:
    document = dossier_json(DOSSIER)["documents"][2]  # type: ignore[index]

    assert (document["state"], document["type"], document["fields"]) == ("unreadable", None, {})


def test_the_matrix_holds_value_outcome_rule_and_pixels_of_each_cell() -> None:
    rows = {row["field"]: row for row in dossier_json(DOSSIER)["matrix"]}  # type: ignore[attr-defined]

    assert rows["name"] == {
        "field": "name",
        "path": "name",
        "stated": "陈嘉禾",
        "cells": {
            "d1": {
                "field": "name",
                "value": "陈佳禾",
                "status": "proved",
                "outcome": "conflict",
                "rule": None,
                "box": [[100.0, 50.1], [220, 50.1], [220, 90], [100.0, 90]],
            }
        },
    }
    assert list(rows["certificate_number"]["cells"]) == ["d2"]


def test_a_finding_names_the_paper_that_settles_it() -> None:
    settled = replace(DOSSIER, findings=(replace(NAME_DIFFERS, settled_by="d2", documents=("d2",), rule="w"),))

    shown = dossier_json(settled)["findings"][0]  # type: ignore[index]

    assert (shown["settled_by"], shown["documents"], shown["rule"]) == ("d2", ["d2"], "w")


def test_a_clear_dossier_has_empty_lists() -> None:
    shown = dossier_json(CLEAR)

    assert (shown["verdict"], shown["findings"], shown["missing"]) == ("clear", [], [])


def test_pages_without_an_application_have_no_id() -> None:
    assert dossier_json(replace(CLEAR, application_id=""))["application_id"] is None
