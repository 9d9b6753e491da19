const TEXT = { type: 'string', minLength: 1 };

const closed = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const ANY_PROPERTIES = { type: 'object' };
const MESSAGE = closed({ text: TEXT });
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };
const LINE = { type: 'integer', minimum: 1 };
const INDEX = { type: 'integer', minimum: -1 };

const RULE = closed(
  {
    id: TEXT,
    name: TEXT,
    shortDescription: MESSAGE,
    fullDescription: MESSAGE,
    help: MESSAGE,
    defaultConfiguration: closed({ level: LEVEL }),
    properties: closed({
      tags: { type: 'array', items: TEXT, uniqueItems: true },
      'security-severity': { type: 'string', pattern: '^\\d+\\.\\d$' },
    }),
  },
  ['id', 'shortDescription', 'fullDescription', 'help'],
);

const LOCATION = closed({
  physicalLocation: closed({
    artifactLocation: closed({ uri: { type: 'string', format: 'uri-reference' } }),
    region: closed({ startLine: LINE, startColumn: LINE, endLine: LINE, endColumn: LINE }),
  }),
  logicalLocations: {
    type: 'array',
    minItems: 1,
    uniqueItems: true,
    items: closed({ name: TEXT, fullyQualifiedName: TEXT, kind: TEXT }),
  },
});

const RESULT = closed({
  ruleId: TEXT,
  ruleIndex: INDEX,
  level: LEVEL,
  message: MESSAGE,
  locations: { type: 'array', items: LOCATION, minItems: 1, maxItems: 1 },
  partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
  properties: ANY_PROPERTIES,
});

const NOTIFICATION = closed({
  level: LEVEL,
  message: MESSAGE,
  associatedRule: closed({ id: TEXT, index: INDEX }),
});

/**
 * A file of SARIF 2.1.0, as far as `verify` writes it: facts of the schema of the standard (OASIS,
 * sarif-schema-2.1.0.json) and of what GitHub requires of a rule and of a location ("SARIF support for code
 * scanning"). It refuses all other members.
 */
export const SARIF = closed({
  $schema: { type: 'string', format: 'uri' },
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed({
      tool: closed({
        driver: closed({ name: TEXT, semanticVersion: TEXT, rules: { type: 'array', items: RULE } }),
      }),
      invocations: {
        type: 'array',
        items: closed({
          executionSuccessful: { type: 'boolean' },
          commandLine: TEXT,
          account: TEXT,
          endTimeUtc: { type: 'string', format: 'date-time' },
          toolExecutionNotifications: { type: 'array', items: NOTIFICATION },
        }),
      },
      results: { type: 'array', items: RESULT },
      properties: ANY_PROPERTIES,
    }),
  },
});
