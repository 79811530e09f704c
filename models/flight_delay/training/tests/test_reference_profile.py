from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import reference_profile

JAVA = Path(__file__).resolve().parents[3] / "src" / "test" / "resources"
JAVA_PROFILE = JAVA / "io" / "evenkeel" / "profile" / "python-profile.json"


def test_edges_have_the_ranks_of_type_1_quantiles() -> None:
    assert reference_profile.edges([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 4) == [2.0, 4.0, 6.0]


def test_a_value_of_more_than_its_share_gets_a_bin_of_its_own() -> None:
    found = reference_profile.edges([1.0, 2.0, 2.0, 2.0, 3.0, 4.0], 3)
    assert found == [1.9999999999999998, 2.0]


def test_counts_are_those_of_values_up_to_each_edge() -> None:
    profile = reference_profile.numeric("x", [0.3, 0.1, 0.2, 0.1], [0.15])
    below = [math.nextafter(value, -math.inf) for value in (0.1, 0.2, 0.3)]
    assert profile["edges"] == [below[0], 0.1, 0.15, below[1], 0.2, below[2], 0.3]
    assert profile["bins"] == [0, 2, 0, 0, 1, 0, 1, 0]


def test_the_id_is_the_one_that_java_checks() -> None:
    # ProfileJsonTest reads this file too, and refuses it unless Java finds the same id.
    told = json.loads(JAVA_PROFILE.read_text("utf-8"))
    assert reference_profile.profile_id(told) == told["id"]


def test_numbers_that_no_bin_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        reference_profile.numeric("x", [1.0, float("nan")])


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    told = json.loads(JAVA_PROFILE.read_text("utf-8"))
    told["rows"] += 1
    (tmp_path / "profile.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(ValueError, match="the content has the id"):
        reference_profile.read(tmp_path / "profile.json")


def test_a_renewed_profile_has_the_feature_once() -> None:
    told = json.loads(JAVA_PROFILE.read_text("utf-8"))
    renewed = reference_profile.renewed(told, reference_profile.numeric("prediction", [0.5]))
    assert [f["name"] for f in renewed["features"]].count("prediction") == 1
    assert renewed["id"] == reference_profile.profile_id(renewed) != told["id"]
