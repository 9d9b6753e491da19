import type { ParameterGroup } from './parameter-group.ts';
import { optionalArnPattern } from './patterns.ts';

/** The accounts that publish to the central topic, and its encryption. */
export const CENTRAL: ParameterGroup = {
  label: 'Central topic: who publishes to it, and its encryption',
  parameters: {
    OrganizationId: {
      description:
        'The id of the organization (o-...) whose accounts publish messages. The command "aws organizations ' +
        'describe-organization --query Organization.Id" shows it.',
      // Organizations API Reference, Organization.
      allowedPattern: '^o-[a-z0-9]{10,32}$',
      constraintDescription: 'the id of an organization: o- and 10 to 32 small letters or digits',
    },
    KmsKeyArn: {
      description:
        'The ARN of a symmetric KMS key of yours in this Region that encrypts the topic; empty: no encryption with KMS. The ' +
        'policy of the key must allow the roles one-active-key-notification of the members to use it (docs/reference.md). Roles ' +
        'of other accounts cannot use the key alias/aws/sns.',
      default: '',
      allowedPattern: optionalArnPattern('kms', '[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128}'),
      constraintDescription: 'the ARN of a KMS key in this Region, or empty',
    },
  },
};
