"""Writes service-model.json: the limits of AWS's request validation for the operations of the sandbox.

The limits come from the service models in botocore, so that the sandbox refuses the same requests as AWS and
no limit is typed by hand.

    pip install botocore==<the version recorded in service-model.json>
    python3 sandbox/service-model/extract.py            writes service-model.json again
    python3 sandbox/service-model/extract.py --check    exits 1 if it would write another file

If botocore is absent or of another version than the recorded one, the check cannot compare, prints so and
exits 0. To use a newer model, install the newer botocore and write the file again.
"""

import gzip
import json
import sys
from pathlib import Path

from operations import OPERATIONS
from written_members import WRITTEN_MEMBERS

try:
    import botocore
except ImportError:
    botocore = None

# The shape of a request without members, for operations to which the model gives no input.
NO_INPUT = {"type": "structure", "members": {}, "required": []}

OUTPUT = Path(__file__).with_name("service-model.json")
LINE_WIDTH = 110


def main(arguments):
    if arguments not in ([], ["--check"]):
        return f"usage: extract.py [--check]; received {' '.join(arguments)}"
    if arguments == ["--check"]:
        return check()
    if botocore is None:
        return "botocore is not installed; pip install botocore"
    OUTPUT.write_text(extract(), encoding="utf-8")
    print(f"wrote {OUTPUT.name} from botocore {botocore.__version__}")
    return 0


def check():
    written = OUTPUT.read_text(encoding="utf-8")
    recorded = json.loads(written)["botocore"]
    present = botocore and botocore.__version__
    if present != recorded:
        found = f"botocore {present} is here" if present else "botocore is not installed"
        print(f"SKIPPED: {OUTPUT.name} is from botocore {recorded}; {found}")
        return 0
    if written != extract():
        return f"{OUTPUT.name} is not what extract.py writes from botocore {recorded}; run extract.py"
    print(f"{OUTPUT.name} is what extract.py writes from botocore {recorded}")
    return 0


def extract():
    """The text of service-model.json: equal botocore, equal bytes."""
    services = {name: service(load(name), operations) for name, operations in OPERATIONS.items()}
    return rendered({"botocore": botocore.__version__, "services": services}) + "\n"


def load(name):
    """The newest model of a service; botocore ships it as JSON, compressed or plain."""
    version = max((Path(botocore.__file__).parent / "data" / name).glob("*/service-2.json*")).parent
    plain = version / "service-2.json"
    packed = version / "service-2.json.gz"
    return json.loads(plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes()))


def service(model, operations):
    return {
        "apiVersion": model["metadata"]["apiVersion"],
        "operations": {name: operation(model, name) for name in operations},
    }


def operation(model, name):
    modelled = model["operations"][name]
    return {
        "errors": sorted(error["shape"] for error in modelled.get("errors", [])),
        "input": shape(model, modelled["input"]) if "input" in modelled else NO_INPUT,
    }


def shape(model, reference):
    """A shape with all shapes within it, so that all limits of a request are in one place."""
    modelled = model["shapes"][reference["shape"]]
    written = {key: modelled[key] for key in ("type", "enum", "min", "max", "pattern") if key in modelled}
    for key in ("member", "key", "value"):
        if key in modelled:
            written[key] = shape(model, modelled[key])
    if modelled["type"] == "structure":
        members = modelled["members"]
        names = WRITTEN_MEMBERS.get(f"{model['metadata']['serviceId']}.{reference['shape']}", members)
        written["members"] = {name: shape(model, members[name]) for name in members if name in names}
        written["required"] = sorted(modelled.get("required", []))
    return written


def rendered(value, indent="", label=""):
    """JSON with sorted keys, each value on one line if it fits."""
    line = indent + label + json.dumps(value, sort_keys=True)
    if len(line) <= LINE_WIDTH or not isinstance(value, (dict, list)):
        return line
    deeper = indent + "  "
    if isinstance(value, dict):
        items = [rendered(item, deeper, json.dumps(key) + ": ") for key, item in sorted(value.items())]
    else:
        items = [rendered(item, deeper) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return indent + label + opening + "\n" + ",\n".join(items) + "\n" + indent + closing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
