"""The users of the account. The generator has a fixed seed, so that a failure is reproducible.

Each list has all values that the design distinguishes; for each limit, it has the limit itself and the instants one
second before and after it. No list has values that the design does not define (rare forms of ISO 8601, a value with
spaces around it) or that IAM refuses.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

USERS = 200
SEED = 20261121

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3_600, 86_400))


@dataclass(frozen=True)
class KeySpec:
    status: str
    created_at: datetime
    used_at: datetime | None


@dataclass
class UserSpec:
    name: str
    path: str
    keys: list[KeySpec]
    tags: dict[str, str] = field(default_factory=dict)
    # A tag whose value is the id of a key of this user: the tag key, and the position of the access key.
    keep_tag: tuple[str, int] | None = None


# The negative age is a time after now, since the clocks of IAM and of the functions differ.
CREATED_AGO = [-5 * MINUTE, HOUR - SECOND, HOUR, DAY - SECOND, DAY, DAY + SECOND, 3 * DAY, 7 * DAY - SECOND, 7 * DAY]
CREATED_AGO += [30 * DAY, 90 * DAY, 400 * DAY, 3000 * DAY]
USED_AGO = [None, None, MINUTE, DAY, 7 * DAY - SECOND, 7 * DAY, 7 * DAY + SECOND, 29 * DAY, 200 * DAY, 400 * DAY]
STATUSES = ["Active"] * 21 + ["Inactive"] * 3 + ["Expired"]
KEY_COUNTS = [0, 0, 1, 1, 1] + [2] * 14 + [3] * 4 + [5, 8]
PATHS = ["/", "/", "/team/", "/division_abc/subdivision_xyz/", f"/{'p' * 510}/"]

MALFORMED = ["", "never", "tomorrow", "2026-02-30", "2026-13-01", "2026-1-5", "21.11.2026", "20261231", "12/31/2026"]
MALFORMED += ["2026-12-31T10:00:00", "2026-12-31T25:00:00Z", "2026-12-31T10:00:00+99:00", "2026-12-31T", "AKIA"]
# The offset from UTC of each time zone, and a form in which it is written.
ZONES = [(0 * HOUR, "Z"), (2 * HOUR, "+02:00"), (-11.5 * HOUR, "-1130"), (9 * HOUR, "+09")]
OTHER_TAGS = {"team": "payments", "one-active-key": "yes", "one-active-key:keeper": "AKIAIOSFODNN7EXAMPLE"}


def exemptions(now: datetime) -> list[str]:
    """Ends of exemptions: malformed, past, valid and too far ahead; dates and date-times in several time zones."""
    days = [now + n * DAY for n in (-400, -1, 0, 1, 2, 7, 90, 91, 366)]
    spans = [-30 * DAY, -SECOND, 0 * DAY, SECOND, HOUR, DAY, DAY + SECOND, 90 * DAY, 90 * DAY + SECOND, 400 * DAY]
    instants = [now + span for span in spans]
    zoned = [f"{at + shift:%Y-%m-%dT%H:%M:%S}{zone}" for at in instants for shift, zone in ZONES]
    rare = [f"{now + DAY:%Y-%m-%dT%H:%M}Z", f"{now + DAY:%Y-%m-%dT%H:%M:%S}.001Z", f"{now:%Y-%m-%dT%H:%M:%S}.5Z"]
    return [*(f"{day:%Y-%m-%d}" for day in days), *zoned, *rare, *MALFORMED, *MALFORMED]


def population(now: datetime) -> list[UserSpec]:
    """Returns the users of the account; they depend on `now` only."""
    random = Random(SEED)
    return [user(n, now, random) for n in range(USERS)]


def user(n: int, now: datetime, random: Random) -> UserSpec:
    spec = UserSpec(user_name(n), random.choice(PATHS), keys(now, random))
    if random.random() < 0.3:
        spec.tags[in_random_case("one-active-key:exempt-until", random)] = random.choice(exemptions(now))
        if random.random() < 0.8:
            spec.tags["one-active-key:exempt-reason"] = random.choice(["migration @ Q1", "migration @ Q1", "", "x" * 256])
    if spec.keys and random.random() < 0.3:
        tag = in_random_case("one-active-key:keep", random)
        if random.random() < 0.7:
            spec.keep_tag = (tag, random.randrange(len(spec.keys)))
        else:
            spec.tags[tag] = random.choice(["", "AKIAIOSFODNN7EXAMPLE", "the first one"])
    if random.random() < 0.2:
        spec.tags.update(OTHER_TAGS)
    return spec


def keys(now: datetime, random: Random) -> list[KeySpec]:
    specs: list[KeySpec] = []
    for _ in range(random.choice(KEY_COUNTS)):
        created_ago = random.choice(CREATED_AGO)
        # The last use of a key is not before its creation.
        used_ago = random.choice([ago for ago in USED_AGO if ago is None or ago <= created_ago])
        created_at, used_at = now - created_ago, None if used_ago is None else now - used_ago
        if specs and random.random() < 0.2:
            created_at = specs[-1].created_at
        if specs and random.random() < 0.2:
            created_at, used_at = specs[-1].created_at, specs[-1].used_at
        specs.append(KeySpec(random.choice(STATUSES), created_at, used_at))
    return specs


def user_name(n: int) -> str:
    """Returns a name that is unique even if case is ignored, as IAM requires; all characters that IAM allows occur."""
    names = [f"user{n}", f"{n}", f"{n}-".ljust(64, "x"), f"a+b=c,d.e@f-g_h{n}", f"First.Last{n}@example.com", f"_{n}_"]
    return names[n % len(names)]


def in_random_case(tag: str, random: Random) -> str:
    """Returns a tag key, sometimes in other letter case: IAM ignores the case of tag keys."""
    return random.choice([tag, tag, tag, tag.upper(), tag.title()])
