"""Everything is whole on the commonest office screen, at every common scale."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_that_nothing_is_cut_and_no_table_scrolls(
    root: Path,
    tmp_path: Path,
    sample_path: Path,
    package_of_case: Callable[[str], dict[str, Any]],
    scale: str,
) -> None:
    """The sample is on the 2019 edition, case 010 on that of 2021; the third has a long name."""
    case, empty = tmp_path / "case.nianbao", tmp_path / "empty.nianbao"
    package = package_of_case("010")
    case.write_text(json.dumps(package), encoding="utf-8")
    agency = {
        "name": "示例市示例区人民政府示例大道街道办事处",
        "tier": "township",
        "kind": "branch",
    }
    empty.write_text(json.dumps(package | {"agency": agency, "cells": {}}), encoding="utf-8")
    packages = (sample_path, case, empty)
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.measures", tmp_path / "data", *packages],
        cwd=root,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.splitlines() == [f"measured 3 at {float(scale)}"], done.stderr
