"""The DAGs of the model flight_delay, as conf/airflow/models/flight_delay.yaml describes them."""

from evenkeel_airflow import declare_model

declare_model("flight_delay")
