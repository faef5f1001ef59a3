"""The gate: no figure of the reconstruction falls below its floor, on the seeds and on simulated pages."""

from __future__ import annotations

from functools import cache

import pytest
from measure import measure_all, misses, read_floors
from pages import SIMULATOR, page_set

from epubmaker.evaluation import Figures

FLOORS = read_floors()


@cache
def measured(name: str) -> Figures:
    return measure_all(page_set(name))


@pytest.mark.parametrize("name", FLOORS)
def test_figures_keep_their_floors(name):
    if not name.startswith(("seed-", "typeset-", "made-")) and not SIMULATOR.exists():
        pytest.skip("needs the page simulator and its articles at ../shared, beside the repository")
    assert not misses(measured(name), FLOORS[name])


def test_floors_can_be_missed():
    floors = {"order": 0.5, "most": {"calibration": -0.1}}
    assert len(misses(Figures(), floors)) == 2
