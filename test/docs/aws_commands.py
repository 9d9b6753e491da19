"""Reads commands of the AWS CLI as JSON, one list of words a line, and prints what the CLI says of each, without a call."""

import contextlib
import io
import json
import os
import sys

os.environ.update(
    AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY="none",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_CONFIG_FILE=os.devnull,
    AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    AWS_EC2_METADATA_DISABLED="true",
)

from awscli.clidriver import create_clidriver  # noqa: E402  The variables above must be set before.


class Stopped(Exception):
    """Ends a command at the moment at which it would call AWS."""


def enums(shape, value, path):
    """The texts within a request that are no value of their enumeration; the CLI leaves this to AWS."""
    if getattr(shape, "is_document_type", False):
        return []  # Any JSON: the model does not describe it.
    if shape.type_name == "structure":
        return [found for name, member in value.items() for found in enums(shape.members[name], member, f"{path}.{name}")]
    if shape.type_name == "list":
        return [found for member in value for found in enums(shape.member, member, f"{path}[]")]
    allowed = getattr(shape, "enum", [])
    return [f"{path}: expected one of {', '.join(allowed)}; received {value}"] if allowed and value not in allowed else []


def complaints(words):
    """What the CLI complains about, and the operations that it would call."""
    called, wrong = [], []

    def stop(model, **_):
        called.append(model.name)
        raise Stopped()

    def check(params, model, **_):
        wrong.extend(enums(model.input_shape, params, model.name) if model.input_shape else [])

    driver = create_clidriver()
    driver.session.register("provide-client-params", check)
    driver.session.register("before-call", stop)
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        try:
            driver.main(words)
        except (SystemExit, Stopped):
            pass  # A refusal ends the process, and is in the text of the errors.
    return {"called": called, "complaints": wrong + ([] if called else [errors.getvalue().strip()])}


for line in sys.stdin:
    print(json.dumps(complaints(json.loads(line))))
