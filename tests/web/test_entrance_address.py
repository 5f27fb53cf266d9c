"""From where somebody asks."""

import pytest
from flask import Flask

from eventapp.web.entrance import client_address


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.1:50000", "192.0.2.1"),
        ("[2001:db8:1:2::1]:50000", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_address_is_that_of_the_connection(app: Flask, address: str, counted: str) -> None:
    forged = {"X-Forwarded-For": "198.51.100.9", "X-Real-IP": "198.51.100.9"}

    with app.test_request_context(headers=forged, environ_base={"REMOTE_ADDR": address}):
        assert client_address() == counted
