"""The users of the account, of every kind: drawn by a seeded generator, so that a failure comes again.

Each pool holds what the design tells apart, and the instants at which it does: a second before, the instant itself,
a second after. What the design leaves open (a date-time of ISO 8601's rarer forms, a value with spaces around it) or
IAM refuses is in none of them.
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
    # The tag that names a key of this user by its position: the id is known only when the key is there.
    keep_tag: tuple[str, int] | None = None


# Negative: after now, for clocks differ.
CREATED_AGO = [-5 * MINUTE, HOUR, DAY - SECOND, DAY, DAY + SECOND, 3 * DAY, 30 * DAY, 90 * DAY, 400 * DAY, 3000 * DAY]
USED_AGO = [None, None, MINUTE, DAY, 7 * DAY - SECOND, 7 * DAY, 7 * DAY + SECOND, 29 * DAY, 200 * DAY, 400 * DAY]
STATUSES = ["Active"] * 21 + ["Inactive"] * 3 + ["Expired"]
KEY_COUNTS = [0, 0, 1, 1, 1] + [2] * 14 + [3] * 4 + [5, 8]
PATHS = ["/", "/", "/team/", "/division_abc/subdivision_xyz/", f"/{'p' * 510}/"]

MALFORMED = ["", "never", "tomorrow", "2026-02-30", "2026-13-01", "2026-1-5", "21.11.2026", "20261231", "12/31/2026"]
MALFORMED += ["2026-12-31T10:00:00", "2026-12-31T25:00:00Z", "2026-12-31T10:00:00+99:00", "2026-12-31T", "AKIA"]
# What is on the clock there, and how the zone is written.
ZONES = [(0 * HOUR, "Z"), (2 * HOUR, "+02:00"), (-11.5 * HOUR, "-1130"), (9 * HOUR, "+09")]
OTHERS_TAGS = {"team": "payments", "one-active-key": "yes", "one-active-key:keeper": "AKIAIOSFODNN7EXAMPLE"}


def exemptions(now: datetime) -> list[str]:
    """Ends of exemptions: malformed, past, to come and too far, in both forms and several zones."""
    days = [now + n * DAY for n in (-400, -1, 0, 1, 2, 7, 90, 91, 366)]
    spans = [-30 * DAY, -SECOND, 0 * DAY, SECOND, HOUR, DAY, DAY + SECOND, 90 * DAY, 90 * DAY + SECOND, 400 * DAY]
    instants = [now + span for span in spans]
    zoned = [f"{at + shift:%Y-%m-%dT%H:%M:%S}{zone}" for at in instants for shift, zone in ZONES]
    rare = [f"{now + DAY:%Y-%m-%dT%H:%M}Z", f"{now + DAY:%Y-%m-%dT%H:%M:%S}.001Z", f"{now:%Y-%m-%dT%H:%M:%S}.5Z"]
    return [*(f"{day:%Y-%m-%d}" for day in days), *zoned, *rare, *MALFORMED, *MALFORMED]


def population(now: datetime) -> list[UserSpec]:
    """The users of the account; the same ones whenever `now` is the same."""
    random = Random(SEED)
    return [user(n, now, random) for n in range(USERS)]


def user(n: int, now: datetime, random: Random) -> UserSpec:
    spec = UserSpec(name(n), random.choice(PATHS), keys(now, random))
    if random.random() < 0.3:
        spec.tags[in_some_case("one-active-key:exempt-until", random)] = random.choice(exemptions(now))
        if random.random() < 0.5:
            spec.tags["one-active-key:exempt-reason"] = random.choice(["migration @ Q1", "", "x" * 256])
    if spec.keys and random.random() < 0.3:
        tag = in_some_case("one-active-key:keep", random)
        if random.random() < 0.7:
            spec.keep_tag = (tag, random.randrange(len(spec.keys)))
        else:
            spec.tags[tag] = random.choice(["", "AKIAIOSFODNN7EXAMPLE", "the first one"])
    if random.random() < 0.2:
        spec.tags.update(OTHERS_TAGS)
    return spec


def keys(now: datetime, random: Random) -> list[KeySpec]:
    specs: list[KeySpec] = []
    for _ in range(random.choice(KEY_COUNTS)):
        created_ago = random.choice(CREATED_AGO)
        # Nobody uses a key before it is there.
        used_ago = random.choice([ago for ago in USED_AGO if ago is None or ago <= created_ago])
        created_at, used_at = now - created_ago, None if used_ago is None else now - used_ago
        if specs and random.random() < 0.2:
            created_at = specs[-1].created_at
        if specs and random.random() < 0.2:
            created_at, used_at = specs[-1].created_at, specs[-1].used_at
        specs.append(KeySpec(random.choice(STATUSES), created_at, used_at))
    return specs


def name(n: int) -> str:
    """Unique whatever the case, as IAM wants it; of all characters that it allows."""
    names = [f"user{n}", f"{n}", f"{n}-".ljust(64, "x"), f"a+b=c,d.e@f-g_h{n}", f"First.Last{n}@example.com", f"_{n}_"]
    return names[n % len(names)]


def in_some_case(tag: str, random: Random) -> str:
    """A tag's key, by and by in other letters: to IAM they are the same key."""
    return random.choice([tag, tag, tag, tag.upper(), tag.title()])
