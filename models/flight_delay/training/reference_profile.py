"""Reference profiles in the format of the Java package io.evenkeel.profile.

Edges are inverted-CDF (type 1) quantiles; the id is the SHA-256 of canonical lines that any
language can write again. ProfileJson and ProfileHash of that package describe both.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

FORMAT = "evenkeel-reference-profile/1"
BINS = 1000
PREDICTION = "prediction"

Profile = dict[str, Any]


def edges(ordered: Sequence[float], bins: int) -> list[float]:
    """Quantiles of rank ceil(kN/B); a value above 1/B of the rows gets a bin of its own."""
    found: list[float] = []
    n = len(ordered)
    for k in range(1, bins if n else 1):
        value = ordered[-(-k * n // bins) - 1]
        heavy = (bisect_right(ordered, value) - bisect_left(ordered, value)) * bins > n
        for edge in [math.nextafter(value, -math.inf), value] if heavy else [value]:
            if not found or found[-1] < edge:
                found.append(edge)
    return found


def numeric(name: str, values: Iterable[float], extra_edges: Sequence[float] = ()) -> Profile:
    """The profile of finite numbers.

    extra_edges are added to the quantiles, so that the share of values up to each of them can be
    told exactly from the counts.
    """
    ordered = sorted(float(value) + 0.0 for value in values)
    if not all(map(math.isfinite, ordered)):
        raise ValueError(f"Profile '{name}' takes finite numbers only")
    cuts = sorted(set(edges(ordered, BINS)) | {float(edge) + 0.0 for edge in extra_edges})
    counts = [0] * (len(cuts) + 1)
    for value in ordered:
        counts[bisect_left(cuts, value)] += 1
    return {
        "name": name,
        "kind": "numeric",
        "summary": _summary(ordered),
        "edges": cuts,
        "bins": counts,
        "nulls": 0,
        "nans": 0,
        "below_min": 0,
        "above_max": 0,
    }


def _summary(ordered: Sequence[float]) -> dict[str, float]:
    """Exact moments, rounded once, as the Java side has them."""
    if not ordered:
        return {"values": 0, "min": 0.0, "max": 0.0, "mean": 0.0, "variance": 0.0}
    exact = [Fraction(value) for value in ordered]
    mean = sum(exact) / len(exact)
    variance = sum(value * value for value in exact) / len(exact) - mean * mean
    return {
        "values": len(ordered),
        "min": ordered[0],
        "max": ordered[-1],
        "mean": float(mean),
        "variance": float(variance),
    }


def categorical(name: str, values: Iterable[str | None]) -> Profile:
    """The profile of words, ordered by name; None is a null."""
    counts: dict[str, int] = {}
    nulls = 0
    for value in values:
        if value is None:
            nulls += 1
        else:
            counts[value] = counts.get(value, 0) + 1
    words = sorted(counts)
    return {
        "name": name,
        "kind": "categorical",
        "categories": words,
        "bins": [counts[word] for word in words],
        "nulls": nulls,
        "unseen": 0,
    }


def profile_id(profile: Profile) -> str:
    """SHA-256 over the canonical lines of ProfileHash."""
    lines = [
        [FORMAT],
        ["feature_set", _hex(profile["feature_set"])],
        ["fingerprint", _hex(profile["fingerprint"])],
        ["rows", str(profile["rows"])],
    ]
    for feature in profile["features"]:
        lines += _numeric_lines(feature) if feature["kind"] == "numeric" else _word_lines(feature)
    canonical = "".join(" ".join(line) + "\n" for line in lines)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _numeric_lines(feature: Profile) -> list[list[str]]:
    summary = feature["summary"]
    moments = [_bits(summary[key]) for key in ("min", "max", "mean", "variance")]
    others = [feature[key] for key in ("nulls", "nans", "below_min", "above_max")]
    return [
        ["numeric", _hex(feature["name"])],
        ["summary", str(summary["values"]), *moments],
        ["edges", *map(_bits, feature["edges"])],
        ["bins", *map(str, feature["bins"])],
        ["others", *map(str, others)],
    ]


def _word_lines(feature: Profile) -> list[list[str]]:
    return [
        ["categorical", _hex(feature["name"])],
        ["categories", *map(_hex, feature["categories"])],
        ["bins", *map(str, feature["bins"])],
        ["others", str(feature["nulls"]), str(feature["unseen"])],
    ]


def _bits(number: float | str) -> str:
    """An infinite edge is a text in JSON; float() takes both."""
    return struct.pack(">d", float(number)).hex()


def _hex(text: str) -> str:
    return text.encode("utf-8").hex()


def renewed(profile: Profile, added: Profile) -> Profile:
    """The profile with one more feature (in place of any of that name), under its new id."""
    features = [feature for feature in profile["features"] if feature["name"] != added["name"]]
    changed = {**profile, "features": [*features, added]}
    return {**changed, "id": profile_id(changed)}


def read(path: Path) -> Profile:
    """The profile in a file, whose content must have the id that it names."""
    profile: Profile = json.loads(path.read_text("utf-8"))
    found = profile_id(profile)
    if found != profile["id"]:
        raise ValueError(f"{path}: the content has the id {found}, not {profile['id']}")
    return profile


def write(path: Path, profile: Profile) -> None:
    """Writes the profile; numbers read back as the same doubles."""
    path.write_text(json.dumps(profile, ensure_ascii=False, allow_nan=False) + "\n", "utf-8")
