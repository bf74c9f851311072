"""The blueprint on which the module beside this one hangs its routes."""

from flask import Blueprint

bp = Blueprint("rounds", __name__)
# As of every page whose address is a key (`accounts.routes.blueprint`); and no engine keeps what a mail leads to.
KEY_IN_ADDRESS = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex"}
