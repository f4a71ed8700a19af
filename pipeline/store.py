"""The only module that reads or writes tables: Parquet, JSON and JSON lines, written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.domain import Duplicate, Episode, Reject, Remark, Reprint, Shift, Statement, Tone
from pipeline.errors import MissingOutputError

Record = TypeVar("Record")

_REPRINT = pa.struct([(f.name, pa.string()) for f in fields(Reprint)])
_STATEMENT_TYPES = {"turn": pa.int32(), "reprints": pa.list_(_REPRINT)}
STATEMENTS = pa.schema([(f.name, _STATEMENT_TYPES.get(f.name, pa.string())) for f in fields(Statement)])
_REMARK_TYPES = {"start": pa.int32(), "end": pa.int32(), "historic": pa.bool_()}
_LISTS = {"formulas", "scope"}
REMARKS = pa.schema(
    [
        (f.name, pa.list_(pa.string()) if f.name in _LISTS else _REMARK_TYPES.get(f.name, pa.string()))
        for f in fields(Remark)
    ]
)
_TONE_FIELDS = [
    ("rung", pa.int8()),
    ("rung_low", pa.int8()),
    ("rung_high", pa.int8()),
    ("intensity", pa.float64()),
    ("probabilities", pa.list_(pa.float64())),
    ("abstained", pa.bool_()),
    ("trace", pa.string()),
]
SHIFTS = tuple(f.name for f in fields(Shift))
TONE = pa.schema([("remark_id", pa.string()), *((f.name, f.type) for f in REMARKS), *_TONE_FIELDS])
EPISODES = pa.schema(
    [
        (f.name, {"rung": pa.int8(), "rung_low": pa.int8(), "rung_high": pa.int8(), "median": pa.float64(), "n": pa.int32(),
                  "remark_ids": pa.list_(pa.string())}.get(f.name, pa.string()))
        for f in fields(Episode)
    ]
)  # fmt: skip
NO_ACTOR = "_none"
_GROUP = 5_000  # rows


def write_atomically(file: Path, data: bytes) -> None:
    """Write a file whole: a reader, or a run killed midway, sees the old bytes or the new ones."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(data)
    os.replace(part, file)


def write_json(file: Path, content: Any) -> None:
    """Write JSON with sorted keys."""
    write_atomically(file, (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode())


def write_jsonl(file: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    write_atomically(file, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def csv_text(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """Give rows as CSV with a header, also where there is no row; lists are joined by semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({k: ";".join(map(str, v)) if isinstance(v, (list, tuple)) else v for k, v in row.items()})
    return out.getvalue()


def read_jsonl(file: Path) -> list[dict[str, Any]]:
    """Read one JSON object a line.

    Raises:
        MissingOutputError: The file has not been built.
    """
    if not file.is_file():
        raise MissingOutputError(file)
    with file.open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def _write_parquet(file: Path, rows: Iterable[dict[str, Any]], schema: pa.Schema) -> None:
    """Write rows in groups, so that no more than one group is held twice."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    with pq.ParquetWriter(part, schema, compression="zstd", store_schema=False) as writer:
        waiting = iter(rows)
        while group := list(islice(waiting, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
    os.replace(part, file)


def _read_parquet(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        raise MissingOutputError(file)
    rows: list[dict[str, Any]] = pq.ParquetFile(file).read().to_pylist()
    return rows


def write_statements(file: Path, statements: Iterable[Statement]) -> None:
    """Write statements, in order of id."""
    ordered = sorted(statements, key=lambda statement: statement.statement_id)
    _write_parquet(file, (asdict(statement) for statement in ordered), STATEMENTS)


def read_statements(file: Path) -> list[Statement]:
    """Read statements."""
    return [
        Statement(**{**row, "reprints": tuple(Reprint(**other) for other in row["reprints"])})
        for row in _read_parquet(file)
    ]


def write_duplicates(file: Path, duplicates: Iterable[Duplicate]) -> None:
    """Write duplicates as JSON lines."""
    write_jsonl(file, (asdict(duplicate) for duplicate in duplicates))


def write_rejects(file: Path, rejects: Iterable[Reject]) -> None:
    """Write rejects as JSON lines."""
    write_jsonl(file, (asdict(reject) for reject in rejects))


def remark_from(row: dict[str, Any]) -> Remark:
    """Make a remark of a row that may hold more."""
    names = {f.name for f in fields(Remark)}
    kept = {name: value for name, value in row.items() if name in names}
    return Remark(**{**kept, "formulas": tuple(kept["formulas"]), "scope": tuple(kept["scope"])})


def write_remarks(file: Path, remarks: Iterable[Remark]) -> None:
    """Write remarks, in order of statement and place."""
    rows = sorted((asdict(r) for r in remarks), key=lambda row: (row["statement_id"], row["start"], row["target"]))
    _write_parquet(file, rows, REMARKS)


def read_remarks(file: Path) -> list[Remark]:
    """Read remarks."""
    return [remark_from(row) for row in _read_parquet(file)]


def tone_row(remark: Remark, tone: Tone) -> dict[str, Any]:
    """Join a remark and its tone to one row of the tone store."""
    return {"remark_id": remark.remark_id, **asdict(remark), **asdict(tone)}


def write_tone(folder: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write the tone store: one Parquet file an actor in `actor=CODE/`; a joint remark stands under each of its actors.

    The folder is replaced whole, so that an actor without remarks leaves no file behind.
    """
    by_actor: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for code in row["actor"].split(";") if row["actor"] else [NO_ACTOR]:
            by_actor.setdefault(code, []).append(row)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    for code, mine in sorted(by_actor.items()):
        mine.sort(key=lambda row: (row["date"], row["statement_id"], row["start"], row["target"]))
        _write_parquet(part / f"actor={code}" / "remarks.parquet", mine, TONE)
    part.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(part, folder)


def read_tone(folder: Path, actor: str = "") -> list[dict[str, Any]]:
    """Read the tone store, or one actor's part of it, in order of date; a joint remark comes once.

    Raises:
        MissingOutputError: The store has not been built.
    """
    if not folder.is_dir():
        raise MissingOutputError(folder)
    pattern = (folder / (f"actor={actor}" if actor else "*") / "remarks.parquet").as_posix()
    if not list(folder.glob("*/remarks.parquet" if not actor else f"actor={actor}/remarks.parquet")):
        return []
    with duckdb.connect() as connection:
        query = (
            "SELECT * FROM read_parquet($pattern, hive_partitioning = false) ORDER BY date, statement_id, start, target"
        )
        table = connection.sql(query, params={"pattern": pattern}).to_arrow_table()
    rows: dict[str, dict[str, Any]] = {}
    for row in table.to_pylist():
        rows.setdefault(row["remark_id"], row)
    return list(rows.values())


def actors_in(folder: Path) -> list[str]:
    """List the codes of the actors by whom the tone store holds remarks."""
    codes = (path.name.removeprefix("actor=") for path in sorted(folder.glob("actor=*")))
    return [code for code in codes if code != NO_ACTOR]


def write_episodes(file: Path, episodes: Iterable[Episode]) -> None:
    """Write episodes, in order of actor, target, issue and start."""
    rows = sorted(
        (asdict(e) for e in episodes), key=lambda row: (row["actor"], row["target"], row["issue"], row["start"])
    )
    _write_parquet(file, rows, EPISODES)


def read_episodes(file: Path) -> list[Episode]:
    """Read episodes."""
    return [Episode(**{**row, "remark_ids": tuple(row["remark_ids"])}) for row in _read_parquet(file)]


def shift_row(shift: Shift) -> dict[str, Any]:
    """Give a shift as a line of the contract."""
    return {**asdict(shift), "evidence": list(shift.evidence)}


def write_shifts(file: Path, shifts: Iterable[Shift]) -> None:
    """Write shifts as JSON lines, in order of actor, target and date."""
    rows = sorted((shift_row(s) for s in shifts), key=lambda r: (r["actor"], r["target"], r["date"], r["issue"]))
    write_jsonl(file, rows)


def read_shifts(file: Path) -> list[Shift]:
    """Read shifts."""
    return [Shift(**{**row, "evidence": tuple(row["evidence"])}) for row in read_jsonl(file)]
