"""The maintenance DAG, as conf/airflow/platform.yaml describes it."""

from evenkeel_airflow import declare_maintenance

declare_maintenance()
