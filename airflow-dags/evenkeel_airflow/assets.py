"""What other DAGs can wait for; each event says in ``extra`` which day and run it is about."""

from __future__ import annotations

from airflow.sdk import Asset


def predictions(model: str) -> Asset:
    """Return the asset that has an event for each day that was published."""
    return _asset(model, "predictions")


def alerts(model: str) -> Asset:
    """Return the asset that has an event for each published day whose inputs have drifted."""
    return _asset(model, "alerts")


def outcomes(model: str) -> Asset:
    """Return the asset that has an event each time predictions were held against labels."""
    return _asset(model, "outcomes")


def retrain(model: str) -> Asset:
    """Return the asset that has an event for each decision to train again."""
    return _asset(model, "retrain")


def training_data(model: str) -> Asset:
    """Return the asset that has an event for each training export."""
    return _asset(model, "training_data")


def _asset(model: str, what: str) -> Asset:
    return Asset(name=f"{model}_{what}", uri=f"evenkeel://{model}/{what}", group="evenkeel")
