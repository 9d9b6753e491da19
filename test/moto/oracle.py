"""Judges the users of an account by the words of the design, with nothing of the product in it.

    python3 oracle.py ENDPOINT NOW [PARAMETERS...]

Reads IAM at ENDPOINT through boto3 and prints JSON: `users`, all keys' statuses and tags as they are, and `verdicts`,
one object for each PARAMETERS (a rule's parameters in JSON, those not named have their defaults); both by user id.
"""

import json
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import boto3
from botocore.config import Config

DEFAULTS = {
    "selectionStrategy": "LeastRecentlyUsed",
    "rotationGraceHours": "0",
    "protectUsedWithinDays": "7",
    "exemptionMaxDays": "90",
}
NEVER = datetime.min.replace(tzinfo=timezone.utc)
HOUR, DAY = timedelta(seconds=3_600), timedelta(seconds=86_400)


@dataclass(frozen=True)
class Key:
    id: str
    created_at: datetime
    used_at: datetime


@dataclass
class Verdict:
    complianceType: str
    # What the verdict rests on: how many active keys, an exemption, a rotation, a refusal's code; empty for a plan.
    situation: str = ""
    kept: str = ""
    surplus: list[str] = field(default_factory=list)


def judge(active: list[Key], tags: Mapping[str, str], parameters: Mapping[str, str], now: datetime) -> Verdict:
    """The first row of the design's table that fits."""
    if len(active) < 2:
        return Verdict("COMPLIANT", f"{len(active)} active")
    until = tags.get("one-active-key:exempt-until")
    exemption = "none" if until is None else exemption_of(until, int(parameters["exemptionMaxDays"]), now)
    if exemption == "valid":
        return Verdict("NOT_APPLICABLE", f"exempt until {until}")
    newest = max(key.created_at for key in active)
    grace = int(parameters["rotationGraceHours"]) * HOUR
    # Nothing is younger than no hours, not even a key of a clock that is ahead.
    if len(active) == 2 and grace and now - newest < grace:
        return Verdict("COMPLIANT", "rotation in progress")
    if exemption == "invalid":
        return Verdict("NON_COMPLIANT", "InvalidExemption")
    return choose(active, tags.get("one-active-key:keep"), parameters, now)


def choose(active: list[Key], keep: str | None, parameters: Mapping[str, str], now: datetime) -> Verdict:
    """Which key stays and which go, or why none can be chosen."""
    if keep is not None:
        survivors = [key for key in active if key.id == keep]
        refusal = "InvalidKeepTag"
    else:
        top = max(rank(key, parameters["selectionStrategy"]) for key in active)
        survivors = [key for key in active if rank(key, parameters["selectionStrategy"]) == top]
        refusal = "Indistinguishable"
    if len(survivors) != 1:
        return Verdict("NON_COMPLIANT", refusal)
    surplus = [key for key in active if key not in survivors]
    protection = int(parameters["protectUsedWithinDays"]) * DAY
    in_use = any(key.used_at != NEVER and now - key.used_at < protection for key in surplus)
    if keep is None and protection and in_use:
        return Verdict("NON_COMPLIANT", "KeysInUse")
    return Verdict("NON_COMPLIANT", "", survivors[0].id, sorted(key.id for key in surplus))


def rank(key: Key, strategy: str) -> tuple[datetime, datetime]:
    """The highest stays."""
    if strategy == "Oldest":
        return key.created_at, key.used_at
    return key.used_at, key.created_at


def exemption_of(until: str, max_days: int, now: datetime) -> str:
    """A date lasts to its end, a date-time with a zone to that instant; past ones are as none."""
    try:
        if "T" not in until:
            day = datetime.strptime(until, "%Y-%m-%d").date()
            if until != day.isoformat():
                return "invalid"
            today = now.astimezone(timezone.utc).date()
            return reach(day < today, day > today + timedelta(days=max_days))
        instant = datetime.fromisoformat(until)
    except ValueError:
        return "invalid"
    if instant.tzinfo is None:
        return "invalid"
    return reach(instant <= now, instant > now + max_days * DAY)


def reach(is_past: bool, is_too_far: bool) -> str:
    return "none" if is_past else "invalid" if is_too_far else "valid"


def read_user(iam: Any, name: str) -> tuple[dict[str, Any], list[Key], dict[str, str]]:
    """A user as it is, its active keys, and its tags by their keys in small letters, since IAM minds no case."""
    listed = [key for page in pages(iam, "list_access_keys", name) for key in page["AccessKeyMetadata"]]
    tags = {tag["Key"]: tag["Value"] for page in pages(iam, "list_user_tags", name) for tag in page["Tags"]}
    active = [key for key in listed if key["Status"] == "Active"]
    # Of one key alone, its use decides nothing.
    used_at = {key["AccessKeyId"]: last_use(iam, key["AccessKeyId"]) for key in active if len(active) > 1}
    keys = [Key(key["AccessKeyId"], key["CreateDate"], used_at.get(key["AccessKeyId"], NEVER)) for key in active]
    seen = {"name": name, "keys": {key["AccessKeyId"]: key["Status"] for key in listed}, "tags": tags}
    return seen, keys, {key.lower(): value for key, value in tags.items()}


def last_use(iam: Any, key_id: str) -> datetime:
    return iam.get_access_key_last_used(AccessKeyId=key_id)["AccessKeyLastUsed"].get("LastUsedDate", NEVER)


def pages(iam: Any, operation: str, name: str) -> Any:
    return iam.get_paginator(operation).paginate(UserName=name)


def main(endpoint: str, now: datetime, parameter_sets: list[dict[str, str]]) -> None:
    credentials = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "none"}
    # No proxy stands between two processes of one machine.
    settings = {"endpoint_url": endpoint, "region_name": "us-east-1", "config": Config(proxies={})}
    iam = boto3.client("iam", **credentials, **settings)
    listed = [user for page in iam.get_paginator("list_users").paginate() for user in page["Users"]]
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda user: read_user(iam, user["UserName"]), listed))
    ids = [user["UserId"] for user in listed]
    verdicts = [
        {id: asdict(judge(active, tags, {**DEFAULTS, **parameters}, now)) for id, (_, active, tags) in zip(ids, read)}
        for parameters in parameter_sets
    ]
    print(json.dumps({"users": {id: seen for id, (seen, _, _) in zip(ids, read)}, "verdicts": verdicts}))


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]), [json.loads(each) for each in sys.argv[3:]])
