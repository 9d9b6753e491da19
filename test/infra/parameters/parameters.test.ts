import { describe, expect, it } from 'vitest';
import { PARAMETERS, parseParameters } from '../../../policy/parameters.ts';
import { accepts, parametersOf } from '../../support/cloudformation/accepts.ts';
import { STACK_NAMES } from '../../support/cloudformation/templates.ts';

const INVALID_NUMBERS = [
  '',
  ' ',
  '07',
  '00',
  '+1',
  '-1',
  '1.5',
  '1e2',
  '0x1',
  ' 7',
  '7 ',
  '7\n',
  '٣',
  'seven',
];

describe('a policy parameter: the template accepts the same values as the rule', () => {
  const cases = Object.entries(PARAMETERS).map(([name, definition]) => ({
    name,
    template: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    ...definition,
  }));

  it.each(cases)('$template', ({ name, template, default: byDefault }) => {
    const isAccepted = (value: string) => {
      try {
        parseParameters({ [name]: value });
        return true;
      } catch {
        // `parseParameters` throws for a value that the rule refuses.
        return false;
      }
    };
    const texts = [
      ...Array.from({ length: 1_201 }, (_, n) => String(n)),
      ...INVALID_NUMBERS,
      'Oldest',
      'LeastRecentlyUsed',
    ];
    const differing = texts.filter((text) => accepts('OneActiveKey', template, text) !== isAccepted(text));
    expect(differing).toEqual([]);
    expect(texts.filter(isAccepted).length).toBeGreaterThan(0);
    expect(parametersOf('OneActiveKey')[template]?.Default).toBe(String(byDefault));
  });
});

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security-topic_1';
const samples: [string, readonly string[], readonly string[]][] = [
  ['EvaluationFrequency', ['One_Hour', 'TwentyFour_Hours'], ['', 'Two_Hours', 'one_hour']],
  ['Reporting', ['All', 'Changes'], ['', 'all', 'None']],
  ['NearRealTime', ['true', 'false'], ['', 'True', 'yes']],
  ['ConfigRule', ['Create', 'None'], ['', 'create', 'true']],
  ['Remediation', ['None', 'Manual', 'Automatic'], ['', 'manual', 'true']],
  ['Deletion', ['None', 'ByHand', 'Daily'], ['', 'Manual', 'daily']],
  ['SoakDays', ['1', '9', '14', '99', '365'], ['', '0', '-1', '366', '014', '1.5', 'never']],
  ['NoticeDays', ['0', '3', '30'], ['', '-1', '31', '03', '1.5']],
  ['AutomaticPerDay', ['1', '10', '1000'], ['', '0', '1001', '010']],
  ['MaximumAutomaticAttempts', ['1', '25'], ['0', '26', '', 'five']],
  ['RetryAttemptSeconds', ['1', '2678000'], ['0', '2678001', '']],
  ['LogRetentionDays', ['1', '365', '3653'], ['2', '', '0', '366']],
  [
    'NotificationTopicArn',
    [
      '',
      TOPIC,
      TOPIC.replace('111122223333', '222222222222'),
      TOPIC.replace('aws', 'aws-us-gov'),
      TOPIC.replace('aws', 'aws-cn'),
    ],
    [
      'security',
      `${TOPIC}.fifo`,
      ` ${TOPIC}`,
      `${TOPIC}\n`,
      TOPIC.replace('sns', 'sqs'),
      TOPIC.replace(':1111', ':'),
    ],
  ],
  ['ChatTopicArn', ['', TOPIC, TOPIC.replace('aws', 'aws-cn')], [`${TOPIC}.fifo`, `${TOPIC} `, 'alerts']],
  ['MessageDelivery', ['Each', 'Daily'], ['', 'each', 'Weekly']],
  [
    'OwnerTag',
    ['Owner', 'owner', 'team/owner', 'cost center', 'o'.repeat(128)],
    ['', 'o'.repeat(129), 'owner*', 'owner\n', 'own\u00e9r'],
  ],
  ['Alarms', ['Always', 'WithTopic'], ['', 'always', 'Never', 'true']],
  [
    'KmsKeyArn',
    ['', KEY, KEY.replace('aws', 'aws-cn'), KEY.replace('key/', 'key/mrk-')],
    ['alias/mine', KEY.replace('key/', 'alias/'), `${KEY} `, KEY.replace('kms', 's3')],
  ],
  [
    'PermissionsBoundaryName',
    ['', 'developer', 'bounds/developer', 'a/b/c/developer', 'name_with+=,.@-signs'],
    [
      ' ',
      'arn:aws:iam::111122223333:policy/developer',
      '/developer',
      'bounds/',
      'developer ',
      'b//d',
      `${'p'.repeat(520)}/${'b'.repeat(120)}`,
    ],
  ],
  [
    'ExistingLedgerTable',
    ['', 'OneActiveKey-LedgerTable-1A2B3C4D5E6F', 'a.b_c', 't'.repeat(255)],
    ['ab', 'a table', 'arn:aws:dynamodb:us-east-1:111122223333:table/x', 't'.repeat(256), ' '],
  ],
  [
    'RolePath',
    ['/', '/security/', '/a/b/c/', '/name_with+=,.@-signs/', `/${'r'.repeat(192)}/`],
    [
      '',
      ' ',
      'security',
      '/security',
      'security/',
      '//',
      '/a//b/',
      '/a b/',
      '/*/',
      '/${A}/',
      `/${'r'.repeat(193)}/`,
    ],
  ],
  [
    'ReviewerAccountId',
    ['', '222222222222'],
    ['22222222222', '2222222222222', ' ', 'security', '222222222222,111122223333'],
  ],
  [
    'ReviewerExternalId',
    ['', 'ab', 'review_+=,.@:/-2026', 'e'.repeat(1_224)],
    ['a', 'e'.repeat(1_225), 'a b', 'a*', 'ab\n', '${A}', 'é1'],
  ],
];

describe('every other parameter of the account', () => {
  it.each(samples)('%s accepts %j and refuses %j', (name, accepted, refused) => {
    expect(accepted.filter((value) => !accepts('OneActiveKey', name, value))).toEqual([]);
    expect(refused.filter((value) => accepts('OneActiveKey', name, value))).toEqual([]);
  });

  it('is among these samples', () => {
    const named = [...samples.map(([name]) => name), ...Object.keys(PARAMETERS).map(capital)];
    expect(named.toSorted()).toEqual(Object.keys(parametersOf('OneActiveKey')).toSorted());
  });
});

const UNIT = 'ou-ab12-12345678';

const APPROVER = 'arn:aws:iam::111122223333:role/approver';
const AUTOMATION_TOPIC = 'arn:aws:sns:eu-central-1:111122223333:';

describe('the other templates', () => {
  const cases: [string, string, readonly string[], readonly string[]][] = [
    [
      'OneActiveKeyApproval',
      'Approvers',
      [
        APPROVER,
        'arn:aws:iam::111122223333:user/team/dana@example.com',
        'arn:aws-cn:iam::111122223333:role/sec/a+b=c.d_e',
        listOf(10, APPROVER),
      ],
      [
        '',
        'dana',
        `${APPROVER}, ${APPROVER}`,
        `${APPROVER},`,
        `${APPROVER}"`,
        `${APPROVER} `,
        `${APPROVER}\n`,
        'arn:aws:iam::111122223333:root',
        'arn:aws:iam::111122223333:group/approvers',
        'arn:aws:sts::111122223333:assumed-role/approver/dana',
        '*',
        listOf(11, APPROVER),
      ],
    ],
    ['OneActiveKeyApproval', 'MinimumApprovals', ['1', '10'], ['', '0', '11', '1.5', '01']],
    [
      'OneActiveKeyApproval',
      'ApprovalTimeoutSeconds',
      ['60', '604800', '2592000'],
      ['', '59', '2592001', '7d', '60 # x'],
    ],
    [
      'OneActiveKeyApproval',
      'ApprovalTopicArn',
      ['', `${AUTOMATION_TOPIC}Automation`, `${AUTOMATION_TOPIC}AutomationApprovals`],
      [
        `${AUTOMATION_TOPIC}approvals`,
        `${AUTOMATION_TOPIC}automation`,
        `${AUTOMATION_TOPIC}Automation.fifo`,
        `${AUTOMATION_TOPIC}Automation `,
      ],
    ],
    [
      'OneActiveKeyCentral',
      'OrganizationId',
      ['o-a1b2c3d4e5', `o-${'a'.repeat(32)}`],
      [
        '',
        'o-a1b2c3d4e',
        `o-${'a'.repeat(33)}`,
        'O-A1B2C3D4E5',
        'r-ab12',
        'a1b2c3d4e5',
        'o-*',
        'o-a1b2c3d4e5 ',
      ],
    ],
    ['OneActiveKeyCentral', 'KmsKeyArn', ['', KEY], ['alias/aws/sns', `${KEY} `]],
    [
      'OneActiveKeyForwarding',
      'HomeRegion',
      ['eu-central-1', 'us-gov-west-1', 'ap-southeast-3'],
      ['', ' ', 'Frankfurt', 'EU-CENTRAL-1', 'eu-central-1 ', 'eu-central-1a', 'eu-central'],
    ],
    ['OneActiveKeyOrganization', 'Rollout', ['ConformancePack', 'StackSet'], ['', 'Pack', 'stackset']],
    ['OneActiveKeyOrganization', 'EventForwarding', ['StackSet', 'None'], ['', 'true', 'none']],
    [
      'OneActiveKeyOrganization',
      'RootId',
      ['', 'r-ab12', `r-${'a'.repeat(32)}`],
      ['ab12', 'r-', 'r-ab1', 'r-AB12', 'r-ab12,r-ab12', 'ou-ab12-12345678', `r-${'a'.repeat(33)}`],
    ],
    [
      'OneActiveKeyOrganization',
      'OrganizationalUnitIds',
      ['', 'ou-ab12-12345678', 'ou-ab12-12345678,ou-ab12-87654321', listOf(50, UNIT)],
      ['r-ab12', 'ou-ab12-12345678, ou-ab12-12345678', `${UNIT},`, 'ou-ab12', 'ou-ab12-1', listOf(51, UNIT)],
    ],
    [
      'OneActiveKeyOrganization',
      'TemplateUrl',
      [
        'https://bucket.s3.us-east-1.amazonaws.com/0.1.0/one-active-key.template.yaml',
        'https://s3.eu-central-1.amazonaws.com/my.bucket/member.yaml',
        'https://bucket.s3.amazonaws.com/member.yaml',
        'https://bucket.s3.cn-north-1.amazonaws.com.cn/member.yaml',
      ],
      [
        '',
        'dist/one-active-key.template.yaml',
        's3://bucket/member.yaml',
        'http://bucket.s3.amazonaws.com/member.yaml',
        'https://example.com/member.yaml',
        'https://bucket.s3.amazonaws.com.example.com/member.yaml',
        'https://bucket.s3.amazonaws.com/',
        'https://bucket.s3.amazonaws.com/member.yaml?versionId=1',
      ],
    ],
    [
      'OneActiveKeyOrganization',
      'Accounts',
      ['', '111122223333', '111122223333,123456789012', listOf(315, '111122223333')],
      ['1', '111122223333,', listOf(316, '111122223333')],
    ],
    [
      'OneActiveKeyOrganization',
      'ExcludedAccounts',
      ['', '111122223333', listOf(315, '111122223333')],
      ['11112222333', 'none', listOf(316, '111122223333')],
    ],
    ['OneActiveKeyOrganization', 'ManagementAccountId', ['', '111122223333'], ['111122223333,123456789012']],
    ['OneActiveKeyOrganization', 'AccountFilterType', ['NONE', 'INTERSECTION', 'DIFFERENCE'], ['', 'none']],
    ['OneActiveKeyOrganization', 'ExcludeManagementAccount', ['true', 'false'], ['', 'True']],
    ['OneActiveKeySecurityHub', 'CustomAction', ['true', 'false'], ['', 'True', 'yes']],
    ['OneActiveKeySecurityHub', 'NotificationTopicArn', ['', TOPIC], ['security', `${TOPIC}.fifo`]],
    ['OneActiveKeySecurityHub', 'KmsKeyArn', ['', KEY], ['alias/aws/sns', `${KEY} `]],
    ['OneActiveKeySecurityHub', 'LogRetentionDays', ['1', '365', '3653'], ['2', '', '0', '366']],
    ['OneActiveKeyOrganization', 'CallAs', ['SELF', 'DELEGATED_ADMIN'], ['', 'self']],
    ['OneActiveKeyOrganization', 'FailureTolerancePercentage', ['0', '100'], ['-1', '101']],
    ['OneActiveKeyOrganization', 'MaxConcurrentPercentage', ['1', '100'], ['0', '101']],
  ];
  it.each(cases)('%s: %s accepts %j and refuses %j', (...[stack, name, accepted, refused]) => {
    expect(accepted.filter((value) => !accepts(stack, name, value))).toEqual([]);
    expect(refused.filter((value) => accepts(stack, name, value))).toEqual([]);
  });

  it('have no parameter that is neither among these samples nor the account’s own', () => {
    const own = parametersOf('OneActiveKey');
    for (const stack of STACK_NAMES) {
      const sampled = cases.filter(([each]) => each === stack).map(([, name]) => name);
      const others = Object.entries(parametersOf(stack)).filter(([name]) => !sampled.includes(name));
      expect(Object.fromEntries(others), stack).toEqual(
        Object.fromEntries(others.map(([name]) => [name, own[name]])),
      );
    }
  });
});

function listOf(length: number, element: string): string {
  return Array.from({ length }, () => element).join(',');
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
