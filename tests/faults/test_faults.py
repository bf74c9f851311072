"""The faults in their short form. What is asserted are rows and states; times are for `make faults`."""

from collections.abc import Iterator

import pytest

from tests.faults.fault import Fault, Ground
from tests.faults.table import FAULTS


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    ground = Ground(tmp_path_factory.mktemp("faults"), long=False)
    with ground.open:
        yield ground


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.run], ids=lambda fault: fault.number)
def test_the_site_keeps_its_promise(ground: Ground, fault: Fault) -> None:
    assert fault.run is not None
    assert fault.run(ground).broken == []
