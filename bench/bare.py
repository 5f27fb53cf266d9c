"""The least that Flask and the server can do: what every other rate is compared with.

Run with `python -m bench.bare PORT`.
"""

import sys

from flask import Flask

from eventapp.commands.serving import run_server

app = Flask(__name__)


@app.get("/readyz")
@app.route("/", methods=["GET", "POST"])
def say_hello() -> str:
    """Answer with a word, whatever was sent."""
    return "Hello"


if __name__ == "__main__":
    run_server("127.0.0.1", int(sys.argv[1]), 2, "bench.bare:app")
