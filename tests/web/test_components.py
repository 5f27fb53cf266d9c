"""The page of components, and the error pages, as a browser gets them."""

import dataclasses
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from eventapp.app import create_app
from tests.conftest import settings_for


@pytest.fixture
def developing(tmp_path: Path) -> Flask:
    settings = settings_for(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path)
    return create_app(dataclasses.replace(settings, development=True))


def test_components_are_shown_in_development(developing: Flask) -> None:
    answer = developing.test_client().get("/_components")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 200
    assert page.count("<h1") == 1
    assert "星川" in page
    assert "አበበ" in page
    assert '<rect x="54.17%" width="16.67%"/>' in page


def test_components_are_not_shown_elsewhere(client: FlaskClient) -> None:
    assert client.get("/_components").status_code == 404


def test_components_obey_the_content_policy(developing: Flask) -> None:
    page = developing.test_client().get("/_components").get_data(as_text=True)

    assert "style=" not in page
    assert not re.search(r"\son[a-z]+=", page)
    assert all("nonce=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_components_have_unique_ids(developing: Flask) -> None:
    page = developing.test_client().get("/_components").get_data(as_text=True)
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_components_tie_errors_to_their_fields(developing: Flask) -> None:
    page = developing.test_client().get("/_components").get_data(as_text=True)

    assert 'aria-describedby="email-hint email-error"' in page
    assert 'id="email-error"' in page
    assert 'href="#email"' in page


def test_components_speak_swedish(developing: Flask) -> None:
    page = developing.test_client().get("/_components?lang=sv").get_data(as_text=True)

    assert '<html lang="sv"' in page
    assert "Hoppa till innehållet" in page
    assert "dagtid → kväll" in page


def test_what_is_not_found_is_said_with_a_way_on(developing: Flask) -> None:
    answer = developing.test_client().get("/nowhere", headers={"Accept-Language": "sv"})
    page = answer.get_data(as_text=True)

    assert answer.status_code == 404
    assert "Det finns inget på den här adressen." in page
    assert 'class="button" href="/"' in page
