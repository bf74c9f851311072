from tests.api.program import *


def test_doc(page):
    d = page().get("/openapi.json")
    open("/tmp/w/api-openapi.json", "w").write(d.text)
    assert d.status_code == 200
