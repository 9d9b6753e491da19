/** Values that a parameter must accept, and values that it must refuse. */
export interface Samples {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];

const role = (name: string, partition = 'aws', account = '111122223333') =>
  `arn:${partition}:iam::${account}:role/${name}`;

/** Texts that are not whole numbers in decimal form. */
const INVALID_NUMBERS = [
  '',
  ' ',
  ' 7',
  '7 ',
  '7\n',
  '-1',
  '+1',
  '07',
  '00',
  '7.0',
  '7,0',
  '1e2',
  '0x7',
  'seven',
  '٧',
];

const NEITHER_TRUE_NOR_FALSE = ['', 'True', 'FALSE', 'yes', '1', ' true', 'true '];

const INVALID_USER_IDS = [
  '',
  'AROAEXAMPLE000000001',
  'AGPAEXAMPLE000000001',
  'AKIAIOSFODNN7EXAMPLE',
  'amina',
  'aidaexample000000001',
  'AIDAEXAMPLE00000000a',
  'AIDA',
  'AIDAEXAMPLE0001',
  ' AIDAEXAMPLE000000001',
  'AIDAEXAMPLE000000001 ',
  'AIDAEXAMPLE000000001,AIDAEXAMPLE000000002',
  'arn:aws:iam::111122223333:user/amina',
  `AIDA${'A'.repeat(125)}`,
];

const INVALID_KEY_IDS = [
  'ASIAIOSFODNN7EXAMPLE',
  'AIDAEXAMPLE000000001',
  'akiaiosfodnn7example',
  'AKIA',
  'AKIA00000000001',
  ' AKIAIOSFODNN7EXAMPLE',
  'AKIAIOSFODNN7EXAMPLE ',
  'AKIAIOSFODNN7EXAMPLE,AKIAI44QH8DHBEXAMPLE',
  `AKIA${'A'.repeat(125)}`,
];

/** The samples of all parameters by name: a name has the same meaning in every runbook. */
export const PARAMETER_SAMPLES: Readonly<Record<string, Samples>> = {
  AutomationAssumeRole: {
    accepted: [
      ...PARTITIONS.map((partition) => role('one-active-key-automation', partition)),
      role('x'),
      role('path/of/several/parts/name'),
      role('all+the=characters,that.@may_be-there'),
      role('n'.repeat(64)),
      // The longest value that a remediation configuration can pass has 256 characters.
      role('n'.repeat(256 - role('').length)),
    ],
    refused: [
      '',
      'one-active-key-automation',
      role(''),
      role('x', 'amazon'),
      role('x', 'AWS'),
      role('x', 'aws', ''),
      role('x', 'aws', '11112222333'),
      role('x', 'aws', '1111222233334'),
      role('with space'),
      ` ${role('x')}`,
      `${role('x')} `,
      role('n'.repeat(513)),
      'arn:aws:iam::111122223333:user/amina',
      'arn:aws:iam::aws:policy/AdministratorAccess',
      'arn:aws:sts::111122223333:assumed-role/x/session',
    ],
  },
  IAMUserId: {
    accepted: ['AIDAEXAMPLE000000001', `AIDA${'A'.repeat(12)}`, `AIDA${'7'.repeat(124)}`],
    refused: INVALID_USER_IDS,
  },
  AccessKeyId: {
    accepted: ['AKIAIOSFODNN7EXAMPLE', `AKIA${'A'.repeat(12)}`, `AKIA${'7'.repeat(124)}`],
    refused: ['', ...INVALID_KEY_IDS],
  },
  KeepAccessKeyId: {
    accepted: ['', 'AKIAIOSFODNN7EXAMPLE', `AKIA${'A'.repeat(12)}`, `AKIA${'7'.repeat(124)}`],
    refused: [' ', ...INVALID_KEY_IDS],
  },
  DryRun: { accepted: ['true', 'false'], refused: NEITHER_TRUE_NOR_FALSE },
  Automatic: { accepted: ['true', 'false'], refused: NEITHER_TRUE_NOR_FALSE },
  Force: { accepted: ['true', 'false'], refused: NEITHER_TRUE_NOR_FALSE },
  SelectionStrategy: {
    accepted: ['LeastRecentlyUsed', 'Oldest'],
    refused: ['', 'oldest', 'Newest', 'LeastRecentlyUsed ', 'LRU'],
  },
  RotationGraceHours: {
    accepted: ['0', '1', '9', '10', '24', '99', '100', '699', '700', '719', '720'],
    refused: [...INVALID_NUMBERS, '721', '730', '800', '1000', '0720'],
  },
  ProtectUsedWithinDays: {
    accepted: ['0', '1', '7', '9', '10', '99', '100', '299', '300', '359', '360', '365'],
    refused: [...INVALID_NUMBERS, '366', '370', '400', '720', '1000', '0365'],
  },
  ExemptionMaxDays: {
    accepted: ['1', '9', '10', '90', '99', '100', '299', '300', '359', '360', '365'],
    refused: [...INVALID_NUMBERS, '0', '366', '370', '400', '1000', '0365'],
  },
  SoakDays: {
    accepted: ['1', '9', '10', '14', '99', '100', '299', '300', '359', '360', '365'],
    refused: [...INVALID_NUMBERS, '0', '366', '370', '400', '1000', '0365'],
  },
  ExemptForDays: {
    accepted: ['0', '1', '7', '9', '10', '99', '100', '299', '300', '359', '360', '365'],
    refused: [...INVALID_NUMBERS, '366', '370', '400', '1000', '0365'],
  },
  RunbookVersion: {
    accepted: ['none', '0.1.0-3707e8ac4d64', 'v'.repeat(64)],
    refused: ['', ' ', 'a b', '0.1.0\n', '"', '{{ IAMUserId }}', 'v'.repeat(65)],
  },
};
