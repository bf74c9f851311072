"""What stands beneath a field in its class, as the document says it.

*Why so late.* The document is asked for now and then; the classes are made at every start. To have them read their own
source then (as pydantic can) takes longer than to make them.
"""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator

from pydantic import BaseModel


def explained(models: Iterable[type[BaseModel]]) -> dict[str, dict[str, str]]:
    """By the name of each class in their modules, what is said of its fields, there or in what it is made of."""
    said: dict[str, dict[str, str]] = {}
    for module in sorted({model.__module__ for model in models}):
        for node in ast.parse(inspect.getsource(sys.modules[module])).body:
            if isinstance(node, ast.ClassDef):
                said[node.name] = {}
                for base in node.bases:
                    said[node.name] |= said.get(base.id, {}) if isinstance(base, ast.Name) else {}
                said[node.name] |= _fields(node)
    return said


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, beneath in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            said = beneath.value if isinstance(beneath, ast.Expr) else None
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield field.target.id, said.value
