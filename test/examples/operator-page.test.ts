import { describe, expect, it } from 'vitest';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import { OPERATOR_TEMPLATE, operatorTemplate } from './operator-role.ts';

describe('examples/operator-role/README.md', () => {
  const readme = readPage('examples/operator-role/README.md');
  const parameters = operatorTemplate()['Parameters'] as Record<string, { Default?: string }>;

  it('has each parameter with its default', () => {
    const rows = tableBelow(`\n## Parameters\n${readme}`, 'Parameters').flatMap(
      ([names = '', byDefault = '']) =>
        names.split(', ').map((name) => [name, byDefault].map((cell) => cell.replaceAll('`', ''))),
    );
    const declared = Object.entries(parameters).map(([name, { Default }]) => [name, Default || 'none']);
    expect(rows.toSorted()).toEqual(declared.toSorted());
  });

  it('gives parameters of the template, and its file', () => {
    const [create] = awsCommandsOf('examples/operator-role/README.md');
    const [given = ''] = (create && optionOf(create, '--parameters')) ?? [];
    expect(Object.keys(parameters)).toContain(/^ParameterKey=(\w+),/.exec(given)?.[1]);
    expect(create && optionOf(create, '--template-body')).toEqual([`file://${OPERATOR_TEMPLATE}`]);
  });
});
