"""Reads a published Delta table with deltalake and with DuckDB, and prints what they find as JSON.

DuckDB reads Delta itself only with an extension that it downloads. It is not needed: deltalake
names the files that are live and hands rows over as Arrow, and DuckDB reads both. The rows come
from deltalake's own engine: processes that read with ``to_pyarrow_*`` may be aborted at their end.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, QueryBuilder

FIGURES = "count(*), count(score), round(sum(score), 6), min(score_date), max(score_date)"


def main() -> None:
    """Print the same figures of each way to read, and the comments of the columns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    table = DeltaTable(parser.parse_args().table)
    engine = QueryBuilder().register("data", table)
    arrow = pa.table(engine.execute("SELECT * FROM data").read_all())
    files = table.file_uris()
    ways = {
        "arrow": duckdb.sql(f"select {FIGURES} from arrow"),
        "files": duckdb.sql(
            f"select {FIGURES} from read_parquet($files, hive_partitioning = true)",
            params={"files": files},
        ),
    }
    found = {way: [str(value) for value in rows.fetchall()[0]] for way, rows in ways.items()}
    found["comments"] = {
        field.name: field.metadata.get("comment") for field in table.schema().fields
    }
    found["rows"] = arrow.num_rows
    print(json.dumps(found))


if __name__ == "__main__":
    main()
