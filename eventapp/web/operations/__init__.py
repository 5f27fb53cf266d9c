"""Pages for the machines that look after an installation: the address table."""

from flask import Blueprint, Flask

from eventapp.web.operations import health, measuring, security

blueprint = Blueprint("operations", __name__)

blueprint.add_url_rule("/healthz", "show_health", health.show_health)
blueprint.add_url_rule("/readyz", "show_readiness", health.show_readiness)
blueprint.add_url_rule("/metrics", "show_metrics", measuring.show_metrics)
blueprint.add_url_rule("/.well-known/security.txt", "show_security", security.show_security)


def init_app(app: Flask) -> None:
    """Open the addresses for machines."""
    app.extensions["readiness"] = health.Readiness()
    app.register_blueprint(blueprint)
