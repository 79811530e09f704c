from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

import export
import synthetic


def test_rows_come_by_date_and_id_however_they_lie(exported: Path) -> None:
    data = export.read(exported)
    assert list(data.rows[export.ROW_ID]) == sorted(data.rows[export.ROW_ID])
    assert data.numbers == ["delay_7d", "evening", "hour", "seen"]
    assert data.texts == ["carrier", "maker"]


def test_rows_are_parted_by_time(exported: Path) -> None:
    early, late = export.read(exported).split(date(2013, 5, 2))
    assert early[export.DATE].max() == date(2013, 5, 2)
    assert late[export.DATE].min() == date(2013, 5, 3)
    assert len(early) + len(late) == synthetic.DAYS * synthetic.ROWS_A_DAY


def test_a_manifest_of_other_rows_is_refused(exported: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(exported, tmp_path / "copy"))
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps(manifest | {"rows": 1}), "utf-8")
    with pytest.raises(ValueError, match="has 2400 rows; its manifest tells 1"):
        export.read(copy)


def test_a_field_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    with pytest.raises(ValueError, match="has no field 'export_id'"):
        export.Manifest.read(tmp_path / "manifest.json")


def test_the_latest_export_is_the_one_written_last(tmp_path: Path) -> None:
    for at, name in enumerate(["b", "a"]):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}", "utf-8")
        os.utime(tmp_path / name / "manifest.json", (at, at))
    assert export.latest(tmp_path) == tmp_path / "a"
    with pytest.raises(FileNotFoundError, match="evenkeel export"):
        export.latest(tmp_path / "nothing")
