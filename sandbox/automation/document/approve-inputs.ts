import {
  type Check,
  count,
  inTurn,
  isRecord,
  listOf,
  matching,
  members,
  orReference,
  text,
  that,
} from './checks.ts';

/** Systems Manager user guide, "aws:approve". */
const MAX_APPROVERS = 10;
const MAX_MESSAGE_CHARACTERS = 4_096;

/** The timeout of aws:approve in seconds (the same page): 7 days by default, 30 days at most. */
export const APPROVAL_TIMEOUT_SECONDS = { default: 604_800, max: 2_592_000 } as const;

const topic = matching(
  /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:Automation[A-Za-z0-9_.-]*$/,
  'the ARN of a topic whose name begins with Automation',
);

const message = that(
  `a text of at most ${MAX_MESSAGE_CHARACTERS} characters`,
  (value) => typeof value === 'string' && value.length <= MAX_MESSAGE_CHARACTERS,
);

const form = members({
  required: { Approvers: orReference(listOf(text)) },
  optional: {
    NotificationArn: orReference(topic),
    Message: orReference(message),
    MinRequiredApprovals: orReference(count),
  },
});

const enoughApprovers: Check = (value, path) => {
  if (!isRecord(value) || !Array.isArray(value['Approvers'])) return [];
  const { Approvers: approvers, MinRequiredApprovals: minimum = 1 } = value;
  const { length } = approvers as readonly unknown[];
  return [
    ...(length > MAX_APPROVERS
      ? [`${path}.Approvers: expected at most ${MAX_APPROVERS} approvers; received ${length}.`]
      : []),
    ...(typeof minimum === 'number' && minimum > length
      ? [
          `${path}.MinRequiredApprovals: expected at most the number of approvers, ${length}; received ${minimum}.`,
        ]
      : []),
  ];
};

/** The check of the inputs of aws:approve; it also serves for inputs whose references have been replaced. */
export const approveInputs: Check = inTurn(form, enoughApprovers);
