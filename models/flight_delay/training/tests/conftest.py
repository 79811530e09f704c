from __future__ import annotations

from pathlib import Path

import pytest

import synthetic
import train


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.write(tmp_path_factory.mktemp("exports") / "20130401-20130510")


@pytest.fixture(scope="session")
def artifact_folder(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("flight_delay")
    where = ["--export", str(exported), "--to", str(models)]
    train.main([*where, *synthetic.SMALL, "--date", "2026-01-02"])
    return models / "1"
