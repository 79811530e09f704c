"""Receives what a run tells over HTTP, as a Pushgateway and an OpenLineage server do.

Metrics are read by Prometheus' own parser and events by OpenLineage's own classes; what either
does not accept is answered with 400. Prints the port, then each accepted request as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import UnionType
from typing import Any, get_args, get_origin

import attr
from openlineage.client import facet_v2
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from prometheus_client.parser import text_string_to_metric_families

FACETS = {
    "nominalTime": facet_v2.nominal_time_run.NominalTimeRunFacet,
    "processing_engine": facet_v2.processing_engine_run.ProcessingEngineRunFacet,
    "errorMessage": facet_v2.error_message_run.ErrorMessageRunFacet,
    "jobType": facet_v2.job_type_job.JobTypeJobFacet,
    "version": facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet,
    "outputStatistics": (
        facet_v2.output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet
    ),
}


def metrics(text: str) -> list:
    """Return the samples of an exposition, which holds gauges with help only."""
    samples = []
    for family in text_string_to_metric_families(text):
        if family.type != "gauge" or not family.documentation:
            raise ValueError(f"{family.name} is no documented gauge")
        samples += [{"name": s.name, "labels": s.labels, "value": s.value} for s in family.samples]
    return samples


def of_its_types(made: Any) -> Any:  # noqa: ANN401 - a class of OpenLineage
    """Return an object whose fields have the types that the schema gives them.

    OpenLineage's classes are made from its JSON schema: what is required and what there is no
    place for they refuse by themselves, and so texts that are no UUID, time or address.
    """
    attr.resolve_types(type(made))
    for field in attr.fields(type(made)):
        value = getattr(made, field.name)
        kinds = get_args(field.type) if get_origin(field.type) is UnionType else [field.type]
        plain = tuple(get_origin(kind) or kind for kind in kinds)
        if not isinstance(value, plain) or (isinstance(value, bool) and bool not in plain):
            raise TypeError(f"{type(made).__name__}.{field.name}: {value!r} is no {field.type}")
    return made


def facets(given: dict) -> dict:
    """Return facets as objects of their classes, whose schema must be the one they name."""
    made = {}
    for name, fields in given.items():
        plain = {key: value for key, value in fields.items() if not key.startswith("_")}
        made[name] = of_its_types(FACETS[name](**plain, producer=fields["_producer"]))
        if made[name]._schemaURL != fields["_schemaURL"]:
            raise ValueError(f"{name}: {fields['_schemaURL']} is not {made[name]._schemaURL}")
    return made


def event(given: dict) -> dict:
    """Return an event that OpenLineage's classes have accepted, field by field."""
    fields = dict(given)
    schema = fields.pop("schemaURL")
    run, job = dict(fields.pop("run")), dict(fields.pop("job"))
    run["facets"], job["facets"] = facets(run["facets"]), facets(job["facets"])
    inputs = [
        of_its_types(InputDataset(**{**table, "facets": facets(table.get("facets", {}))}))
        for table in fields.pop("inputs")
    ]
    outputs = [
        of_its_types(
            OutputDataset(
                **{
                    **table,
                    "facets": facets(table.get("facets", {})),
                    "outputFacets": facets(table.get("outputFacets", {})),
                }
            )
        )
        for table in fields.pop("outputs")
    ]
    state = RunState[fields.pop("eventType")]
    made = RunEvent(
        eventType=state,
        run=of_its_types(Run(**run)),
        job=of_its_types(Job(**job)),
        inputs=inputs,
        outputs=outputs,
        **fields,
    )
    if made.schemaURL != schema:
        raise ValueError(f"{schema} is not {made.schemaURL}")
    return given


class Observatory(BaseHTTPRequestHandler):
    """Reads each request with the parser of its kind."""

    def answer(self, code: int, text: str) -> None:
        """Send a status with a sentence."""
        self.send_response(code)
        self.end_headers()
        self.wfile.write(text.encode())

    def take(self, parse: Callable[[str], Any]) -> None:
        """Parse a body, print what it holds, and answer."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            found = {"path": self.path, "type": self.headers["Content-Type"], "body": parse(body)}
        except Exception as problem:  # noqa: BLE001 - whatever the parsers refuse
            self.answer(400, f"{type(problem).__name__}: {problem}")
            return
        print(json.dumps(found), flush=True)
        self.answer(200, "")

    def do_PUT(self) -> None:  # noqa: N802 - the name that http.server calls
        """Take metrics."""
        self.take(metrics)

    def do_POST(self) -> None:  # noqa: N802 - the name that http.server calls
        """Take an event."""
        self.take(lambda body: event(json.loads(body)))

    def log_message(self, *_unused: object) -> None:
        """Keep quiet: what is accepted is printed."""


if __name__ == "__main__":
    server = HTTPServer(("127.0.0.1", 0), Observatory)
    print(server.server_port, flush=True)
    sys.exit(server.serve_forever())
