"""Judges the users of an account by the rules of the design. It shares no code with the product.

    python3 oracle.py ENDPOINT NOW [PARAMETERS...]

Reads IAM at ENDPOINT through boto3 and prints JSON: `users`, the statuses of all keys and all tags, and `verdicts`, one
object for each PARAMETERS (a rule's parameters in JSON; an absent parameter has its default). Both are by user id.
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
    "rotationGraceHours": "24",
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
    # The number of active keys, an exemption, a rotation or a refusal's code; empty if there is a plan.
    situation: str = ""
    kept: str = ""
    surplus: list[str] = field(default_factory=list)


def judge(active: list[Key], tags: Mapping[str, str], parameters: Mapping[str, str], now: datetime) -> Verdict:
    """Returns the verdict of the first row of the design's table whose condition is true."""
    if len(active) < 2:
        return Verdict("COMPLIANT", f"{len(active)} active")
    until = tags.get("one-active-key:exempt-until")
    exemption = "none" if until is None else exemption_of(until, int(parameters["exemptionMaxDays"]), now)
    if exemption == "valid" and not tags.get("one-active-key:exempt-reason", "").strip():
        exemption = "invalid"
    if exemption == "valid":
        return Verdict("NOT_APPLICABLE", f"exempt until {until}")
    newest = max(key.created_at for key in active)
    grace = int(parameters["rotationGraceHours"]) * HOUR
    # A grace period of 0 hours applies to no key, even if the clock of IAM is ahead and the age is negative.
    if len(active) == 2 and grace and now - newest < grace:
        return Verdict("COMPLIANT", "rotation in progress")
    if exemption == "invalid":
        return Verdict("NON_COMPLIANT", "InvalidExemption")
    return choose(active, tags.get("one-active-key:keep"), parameters, now)


def choose(active: list[Key], keep: str | None, parameters: Mapping[str, str], now: datetime) -> Verdict:
    """Returns the survivor and the surplus keys, or a refusal."""
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
    if keep is None and any(is_new(key, protection, now) for key in surplus):
        return Verdict("NON_COMPLIANT", "NewKey")
    return Verdict("NON_COMPLIANT", "", survivors[0].id, sorted(key.id for key in surplus))


def is_new(key: Key, protection: timedelta, now: datetime) -> bool:
    """Returns whether a key was never used and is younger than the protection, or than an hour in any case."""
    return key.used_at == NEVER and now - key.created_at < max(protection, HOUR)


def rank(key: Key, strategy: str) -> tuple[datetime, datetime]:
    """Returns the rank of a key; the key with the highest rank is the survivor."""
    if strategy == "Oldest":
        return key.created_at, key.used_at
    return key.used_at, key.created_at


def exemption_of(until: str, max_days: int, now: datetime) -> str:
    """Returns none, valid or invalid. A date ends with its day, a date-time at its instant; after that, it is none."""
    try:
        if "T" not in until:
            day = datetime.strptime(until, "%Y-%m-%d").date()
            if until != day.isoformat():
                return "invalid"
            today = now.astimezone(timezone.utc).date()
            return exemption_from(day < today, day > today + timedelta(days=max_days))
        instant = datetime.fromisoformat(until)
    except ValueError:
        return "invalid"
    if instant.tzinfo is None:
        return "invalid"
    return exemption_from(instant <= now, instant > now + max_days * DAY)


def exemption_from(is_past: bool, is_too_far: bool) -> str:
    return "none" if is_past else "invalid" if is_too_far else "valid"


def read_user(iam: Any, name: str) -> tuple[dict[str, Any], list[Key], dict[str, str]]:
    """Returns a user, its active keys, and its tags, with tag keys in lower case, since IAM ignores their case."""
    listed = [key for page in pages(iam, "list_access_keys", name) for key in page["AccessKeyMetadata"]]
    tags = {tag["Key"]: tag["Value"] for page in pages(iam, "list_user_tags", name) for tag in page["Tags"]}
    active = [key for key in listed if key["Status"] == "Active"]
    # The last use of a user's only active key has no influence on the verdict.
    used_at = {key["AccessKeyId"]: last_use(iam, key["AccessKeyId"]) for key in active if len(active) > 1}
    keys = [Key(key["AccessKeyId"], key["CreateDate"], used_at.get(key["AccessKeyId"], NEVER)) for key in active]
    description = {"name": name, "keys": {key["AccessKeyId"]: key["Status"] for key in listed}, "tags": tags}
    return description, keys, {key.lower(): value for key, value in tags.items()}


def last_use(iam: Any, key_id: str) -> datetime:
    return iam.get_access_key_last_used(AccessKeyId=key_id)["AccessKeyLastUsed"].get("LastUsedDate", NEVER)


def pages(iam: Any, operation: str, name: str) -> Any:
    return iam.get_paginator(operation).paginate(UserName=name)


def main(endpoint: str, now: datetime, parameter_sets: list[dict[str, str]]) -> None:
    credentials = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "none"}
    # The endpoint is on the loopback interface, so that no proxy must be used.
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
    print(json.dumps({"users": {id: description for id, (description, _, _) in zip(ids, read)}, "verdicts": verdicts}))


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]), [json.loads(each) for each in sys.argv[3:]])
