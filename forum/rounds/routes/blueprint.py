"""The blueprint on which the module beside this one hangs its routes."""

from flask import Blueprint

bp = Blueprint("rounds", __name__)
