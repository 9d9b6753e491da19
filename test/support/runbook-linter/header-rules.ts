import { complaintsAbout } from '../../../sandbox/automation/document/complaints.ts';
import { DOCUMENT_LIMIT_BYTES } from '../../../sandbox/automation/document/parse.ts';
import { hasReservedPrefix } from '../../../sandbox/automation/document/store.ts';
import type { Rule } from './runbook-file.ts';

const ASSUME_ROLE = '{{ AutomationAssumeRole }}';

/**
 * StartAutomationExecution, DocumentName: the limit of an ARN. This partition and Region have the longest
 * names.
 */
const ARN_LIMIT = 128;
const LONGEST_ARN_PREFIX = 'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:document/';

/** Rules for the fields outside the parameters and the steps, and for the schema of the whole document. */
export const HEADER_RULES: readonly Rule[] = [
  {
    expectation: 'conforms to schema 0.3, with known actions and inputs',
    complaints: ({ runbook }) => complaintsAbout(runbook),
  },
  {
    expectation: 'has a description',
    complaints: ({ runbook }) =>
      runbook.description?.trim() ? [] : ['Expected a description; received none.'],
  },
  {
    expectation: 'runs as the role that AutomationAssumeRole names, which has no default',
    complaints: ({ runbook: { assumeRole, parameters = {} } }) => {
      const parameter = parameters['AutomationAssumeRole'];
      return [
        assumeRole !== ASSUME_ROLE && `Expected assumeRole ${ASSUME_ROLE}; received ${assumeRole}.`,
        !parameter && 'Expected a parameter AutomationAssumeRole; received none.',
        parameter?.default !== undefined &&
          `Expected AutomationAssumeRole without a default; received "${parameter.default}".`,
      ].filter((complaint) => complaint !== false);
    },
  },
  {
    expectation: 'has a name that AWS accepts',
    complaints: ({ documentName: name }) => [
      ...(/^[a-zA-Z0-9_\-.]{3,128}$/.test(name)
        ? []
        : [`Expected a name of 3 to 128 letters, digits, _, - and .; received ${name}.`]),
      ...(hasReservedPrefix(name) ? [`Expected a name without AWS's prefixes; received ${name}.`] : []),
    ],
  },
  {
    expectation: 'has an ARN that StartAutomationExecution accepts',
    complaints: ({ documentName }) => {
      const { length } = `${LONGEST_ARN_PREFIX}${documentName}`;
      return length <= ARN_LIMIT
        ? []
        : [`Expected an ARN of ${ARN_LIMIT} characters at most; received ${length}.`];
    },
  },
  {
    expectation: 'has at most 64 KB',
    complaints: ({ content }) => {
      const bytes = Buffer.byteLength(content);
      return bytes <= DOCUMENT_LIMIT_BYTES
        ? []
        : [`Expected ${DOCUMENT_LIMIT_BYTES} bytes at most; received ${bytes}.`];
    },
  },
];
