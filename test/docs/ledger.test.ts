import { describe, expect, it } from 'vitest';
import { request } from '../infra/least-privilege/requests.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { LEDGER_TABLES } from '../support/ledger-tables.ts';
import { readPage } from '../support/pages.ts';
import { decideBy, policy, type Statement } from '../support/simulator.ts';

const PAGE = 'docs/ledger.md';
const page = readPage(PAGE);

describe.each(Object.entries(LEDGER_TABLES))('the table of %s', (_, name) => {
  it('may be read by the policy of the page', async () => {
    const [, json = ''] = /```json\n(\[[\s\S]*?)```/.exec(page) ?? [];
    const statements: readonly Statement[] = JSON.parse(json);
    const query = request('dynamodb:Query', `arn:aws:dynamodb:us-east-1:111122223333:table/${name}`);
    expect(await decideBy([policy(...statements)], query)).toBe('Allowed');
  });

  it('is in the list of the tables that deleted stacks left', () => {
    const list = awsCommandsOf(PAGE).find(({ words }) => words[1] === 'list-tables');
    const [query = ''] = (list && optionOf(list, '--query')) ?? [];
    const [, part = '?'] = /^TableNames\[\?contains\(@, '([^']+)'\)\]$/.exec(query) ?? [];
    expect(name).toContain(part);
  });
});
