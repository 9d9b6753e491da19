"""Runs moto's server with the account's users in it: python3 iam_server.py PORT NOW.

What the functions are answered is moto's: its protocol, its lists, its writes. What they are answered *about* is ours
where moto has no API for it: moto keeps the dates of keys in its process and takes the real time for them, so the
users are made in that process, by moto's own methods, and the dates of their keys are set there.
"""

import sys
from datetime import datetime

import moto.iam.models as iam
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import create_backend_app
from population import SEED, KeySpec, UserSpec, population
from werkzeug.serving import WSGIRequestHandler, run_simple

PLACE = "us-east-1"


def main(port: int, now: datetime) -> None:
    mend()
    mock_random.seed(SEED)
    for spec in population(now):
        create_user(spec)
    # The part of `moto_server` that answers for IAM, without the one that asks of each call which service is meant.
    run_simple("127.0.0.1", port, create_backend_app("iam"), threaded=True, request_handler=Connection)


class Connection(WSGIRequestHandler):
    """Takes many calls, as IAM's connections do, makes none wait for the packet after it and keeps no log of them."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, *_: object) -> None:
        pass


def mend() -> None:
    """Makes good two faults of moto's without which the functions could not be shown at all."""
    random_id = iam.random_resource_id
    # A user's id is of small letters and digits in moto; in IAM it begins with AIDA.
    iam.random_resource_id = lambda: f"AIDA{random_id(17).upper()}"
    # The quota of two keys is fixed in moto; in IAM there are accounts with users of eight.
    iam.LIMIT_KEYS_PER_USER = 8


def create_user(spec: UserSpec) -> None:
    backend = iam.iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    backend.create_user(PLACE, spec.name, spec.path)
    ids = [create_key(backend, spec.name, key) for key in spec.keys]
    tags = dict(spec.tags)
    if spec.keep_tag:
        tag, position = spec.keep_tag
        tags[tag] = ids[position]
    backend.tag_user(spec.name, [{"Key": key, "Value": value} for key, value in tags.items()])


def create_key(backend: iam.IAMBackend, user_name: str, spec: KeySpec) -> str:
    # Expired is a status that IAM only ever sets by itself.
    key = backend.create_access_key(user_name, status=spec.status)
    key.create_date = spec.created_at
    if spec.used_at:
        key.last_used = iam.AccessKeyLastUsed(spec.used_at, "s3", PLACE)
    return key.access_key_id


if __name__ == "__main__":
    main(int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
