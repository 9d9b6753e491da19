"""Runs moto's server with the account's users in it: python3 iam_server.py PORT NOW.

The functions call moto's own API: its protocol, its lists, its writes. Only the dates of the keys are ours: moto has no
API that sets them and uses the real time. Therefore this program creates the users in moto's process, by moto's own
methods, and sets the dates of their keys there. It also serves moto's DynamoDB, without a table.
"""

import sys
from datetime import datetime

import moto.iam.models as iam
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import create_backend_app
from population import SEED, KeySpec, UserSpec, population
from werkzeug.serving import WSGIRequestHandler, run_simple

REGION = "us-east-1"


def main(port: int, now: datetime) -> None:
    correct_moto()
    mock_random.seed(SEED)
    for spec in population(now):
        create_user(spec)
    run_simple("127.0.0.1", port, application(), threaded=True, request_handler=Connection)


def application():
    """IAM and DynamoDB only; the application of `moto_server` would detect the service of each call."""
    iam_app, dynamodb_app = create_backend_app("iam"), create_backend_app("dynamodb")

    def serve(environ, start_response):
        # DynamoDB's protocol names the operation in this header; IAM's protocol does not have it.
        is_dynamodb = environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB_")
        return (dynamodb_app if is_dynamodb else iam_app)(environ, start_response)

    return serve


class Connection(WSGIRequestHandler):
    """Keeps a connection open for many calls, as IAM does, sends each answer without delay, and writes no log."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, *_: object) -> None:
        pass


def correct_moto() -> None:
    """Corrects two differences between moto and IAM that would make the tests impossible."""
    random_id = iam.random_resource_id
    # In moto, a user's id consists of lower-case letters and digits; in IAM, it begins with AIDA.
    iam.random_resource_id = lambda: f"AIDA{random_id(17).upper()}"
    # moto has a fixed quota of two keys per user; in IAM, some users have eight.
    iam.LIMIT_KEYS_PER_USER = 8


def create_user(spec: UserSpec) -> None:
    backend = iam.iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    backend.create_user(REGION, spec.name, spec.path)
    ids = [create_key(backend, spec.name, key) for key in spec.keys]
    tags = dict(spec.tags)
    if spec.keep_tag:
        tag, position = spec.keep_tag
        tags[tag] = ids[position]
    backend.tag_user(spec.name, [{"Key": key, "Value": value} for key, value in tags.items()])


def create_key(backend: iam.IAMBackend, user_name: str, spec: KeySpec) -> str:
    # No call of IAM sets Expired, so that the status is set at creation.
    key = backend.create_access_key(user_name, status=spec.status)
    key.create_date = spec.created_at
    if spec.used_at:
        key.last_used = iam.AccessKeyLastUsed(spec.used_at, "s3", REGION)
    return key.access_key_id


if __name__ == "__main__":
    main(int(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
