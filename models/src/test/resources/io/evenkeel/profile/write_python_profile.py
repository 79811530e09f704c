"""Writes python-profile.json: a reference profile made without any Java.

Shows how training code can add a profile: type-1 quantile edges, counts, and the id. Python's
standard library is enough. Run it in this folder; ProfileJsonTest reads what it writes.
"""

import bisect
import hashlib
import json
import math
import random
import struct

FORMAT = "evenkeel-reference-profile/1"


def numeric(name, values, bins=1000):
    """Profile of floats; None is a null. Edges have the ranks ceil(k * N / bins), k = 1..bins-1."""
    nulls = sum(v is None for v in values)
    nans = sum(v is not None and math.isnan(v) for v in values)
    ordered = sorted(v + 0.0 for v in values if v is not None and not math.isnan(v))
    n = len(ordered)
    edges = []
    for k in range(1, bins if n else 1):
        value = ordered[-(-k * n // bins) - 1]
        heavy = (bisect.bisect_right(ordered, value) - bisect.bisect_left(ordered, value)) * bins > n
        below = math.nextafter(value, -math.inf)
        for edge in [below, value] if heavy else [value]:
            if not edges or edges[-1] < edge:
                edges.append(edge)
    counts = [0] * (len(edges) + 1)
    for value in ordered:
        counts[bisect.bisect_left(edges, value)] += 1
    finite = [v for v in ordered if math.isfinite(v)]
    mean = math.fsum(finite) / len(finite) if finite else 0.0
    variance = math.fsum((v - mean) ** 2 for v in finite) / len(finite) if finite else 0.0
    return {
        "name": name,
        "kind": "numeric",
        "summary": {
            "values": len(finite),
            "min": finite[0] if finite else 0.0,
            "max": finite[-1] if finite else 0.0,
            "mean": mean,
            "variance": variance,
        },
        "edges": [e if math.isfinite(e) else ("Infinity" if e > 0 else "-Infinity") for e in edges],
        "bins": counts,
        "nulls": nulls,
        "nans": nans,
        "below_min": ordered.count(-math.inf) if finite else 0,
        "above_max": ordered.count(math.inf) if finite else 0,
    }


def profile_id(profile):
    """SHA-256 of the canonical lines; the JSON's spacing and number format do not matter."""

    def bits(number):
        return struct.pack(">d", float(number)).hex()

    def text(value):
        return value.encode("utf-8").hex()

    lines = [
        [FORMAT],
        ["feature_set", text(profile["feature_set"])],
        ["fingerprint", text(profile["fingerprint"])],
        ["rows", str(profile["rows"])],
    ]
    for feature in profile["features"]:
        lines.append([feature["kind"], text(feature["name"])])
        bins = ["bins", *map(str, feature["bins"])]
        if feature["kind"] == "numeric":
            summary = feature["summary"]
            moments = [bits(summary[key]) for key in ("min", "max", "mean", "variance")]
            lines.append(["summary", str(summary["values"]), *moments])
            lines.append(["edges", *map(bits, feature["edges"])])
            lines.append(bins)
            others = ("nulls", "nans", "below_min", "above_max")
        else:
            lines.append(["categories", *map(text, feature["categories"])])
            lines.append(bins)
            others = ("nulls", "unseen")
        lines.append(["others", *(str(feature[key]) for key in others)])
    canonical = "".join(" ".join(line) + "\n" for line in lines)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def main():
    chance = random.Random(17)
    scores = [chance.betavariate(2, 5) for _ in range(2500)] + [0.25] * 40
    amounts = [chance.choice([0.0, -0.0, 1.5, -3.0, math.inf, -math.inf, math.nan, None, 1e30])
               for _ in range(400)]
    profile = {
        "format": FORMAT,
        "id": "",
        "feature_set": "python_made",
        "fingerprint": "0f" * 32,
        "rows": 400,
        "features": [
            numeric("amount", amounts),
            numeric("empty", [None] * 400),
            {
                "name": "carrier",
                "kind": "categorical",
                "categories": ["AA", "Zürich ✈", ""],
                "bins": [250, 100, 20],
                "nulls": 30,
                "unseen": 0,
            },
            numeric("prediction", scores),
        ],
    }
    profile["id"] = profile_id(profile)
    with open("python-profile.json", "w", encoding="utf-8") as file:
        json.dump(profile, file, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    main()
