"""What tests of organisers' pages may ask for: somebody who may do everything there."""

import pytest
from flask.testing import FlaskClient

from tests.signing_in import let_in
from tests.web.organiser.signing import EMAIL, make_account


@pytest.fixture
def organiser(client: FlaskClient) -> FlaskClient:
    """Give the browser, an organiser of all events signed in."""
    make_account()
    let_in(client, EMAIL)
    return client
