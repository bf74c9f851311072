"""The blueprint on which the modules beside this one hang their routes."""

from flask import Blueprint

bp = Blueprint("embed", __name__)
