/*
 * What the Open Cybersecurity Schema Framework 1.8.0 says of the attributes that we write, in our own words:
 * the class Compliance Finding (2003) with the profile `cloud`, its objects, which attributes are required,
 * their types, and the captions of their numbers. An attribute that is not here is refused, whether or not
 * the framework has it.
 */

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };
const URL = { type: 'string', format: 'uri' };

/** Milliseconds since 1970. A number of seconds would be in January 1970. */
const TIMESTAMP = { type: 'integer', minimum: 86_400_000_000 };

const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/** An object that needs at least one of its attributes `name` and `uid`. */
const entity = (properties: object) => ({
  ...closed({ name: TEXT, uid: TEXT, ...properties }),
  anyOf: [{ required: ['name'] }, { required: ['uid'] }],
});

/** A number and its caption, which have to agree; with 99 the source defines the text. */
const captioned = (number: string, caption: string, captions: Readonly<Record<number, string>>) => ({
  dependentRequired: { [number]: [caption], [caption]: [number] },
  anyOf: [
    { not: { required: [number] } },
    ...Object.entries(captions).map(([value, text]) => ({
      properties: { [number]: { const: Number(value) }, [caption]: { const: text } },
    })),
    { properties: { [number]: { const: 99 } } },
  ],
});

const SEVERITIES = {
  0: 'Unknown',
  1: 'Informational',
  2: 'Low',
  3: 'Medium',
  4: 'High',
  5: 'Critical',
  6: 'Fatal',
};

const STATUSES = {
  0: 'Unknown',
  1: 'New',
  2: 'In Progress',
  3: 'Suppressed',
  4: 'Resolved',
  5: 'Archived',
  6: 'Deleted',
};

const RESULTS = { 0: 'Unknown', 1: 'Pass', 2: 'Warning', 3: 'Fail' };

const ROLES = { 0: 'Unknown', 1: 'Target', 2: 'Actor', 3: 'Affected', 4: 'Related' };

const ACCOUNT = {
  ...entity({ type_id: { const: 10 }, type: { const: 'AWS Account' } }),
  dependentRequired: { type_id: ['type'], type: ['type_id'] },
};

const COMPLIANCE = {
  ...closed({
    control: TEXT,
    requirements: TEXTS,
    standards: TEXTS,
    status: TEXT,
    status_code: TEXT,
    status_details: TEXTS,
    status_id: { type: 'integer' },
  }),
  ...captioned('status_id', 'status', RESULTS),
};

const TAG = closed({ name: TEXT, value: TEXT }, ['name', 'value']);

const RESOURCE = {
  allOf: [
    entity({
      cloud_partition: TEXT,
      created_time: TIMESTAMP,
      data: {},
      role: TEXT,
      role_id: { type: 'integer' },
      tags: { type: 'array', items: TAG },
      type: TEXT,
      uid_alt: TEXT,
    }),
    captioned('role_id', 'role', ROLES),
  ],
};

const METADATA = closed(
  {
    event_code: TEXT,
    product: entity({ vendor_name: TEXT, version: TEXT }),
    profiles: { const: ['cloud'] },
    version: { const: '1.8.0' },
  },
  ['product', 'version'],
);

const EVENT = closed(
  {
    activity_id: { const: 1 },
    activity_name: { const: 'Create' },
    category_name: { const: 'Findings' },
    category_uid: { const: 2 },
    class_name: { const: 'Compliance Finding' },
    class_uid: { const: 2003 },
    cloud: closed({ account: ACCOUNT, cloud_partition: TEXT, provider: TEXT }, ['provider']),
    compliance: COMPLIANCE,
    finding_info: closed({ created_time: TIMESTAMP, desc: TEXT, title: TEXT, uid: TEXT }, ['uid']),
    message: TEXT,
    metadata: METADATA,
    remediation: closed({ desc: TEXT, references: { type: 'array', items: URL } }, ['desc']),
    resources: { type: 'array', items: RESOURCE, minItems: 1 },
    severity: TEXT,
    severity_id: { type: 'integer' },
    status: TEXT,
    status_id: { type: 'integer' },
    time: TIMESTAMP,
    // The class number times 100, plus the activity.
    type_name: { const: 'Compliance Finding: Create' },
    type_uid: { const: 200_301 },
    unmapped: { type: 'object' },
  },
  [
    'activity_id',
    'category_uid',
    'class_uid',
    'cloud',
    'compliance',
    'finding_info',
    'metadata',
    'severity_id',
    'time',
    'type_uid',
  ],
);

/** The schema of our file: an array of events. */
export const OCSF = {
  type: 'array',
  items: {
    allOf: [
      EVENT,
      captioned('severity_id', 'severity', SEVERITIES),
      captioned('status_id', 'status', STATUSES),
    ],
  },
};
