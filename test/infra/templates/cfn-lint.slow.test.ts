import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packYaml } from '../../../infra/pack/pack.ts';
import { toYaml } from '../../../infra/templates/template.ts';
import { OPERATOR_TEMPLATE } from '../../examples/operator-role.ts';
import { STACK_NAMES, templateOf } from '../../support/cloudformation/templates.ts';
import { hasCommand } from '../../support/commands.ts';

describe.skipIf(!hasCommand('cfn-lint'))('cfn-lint reports', () => {
  let folder = '';
  // Created in `beforeAll`: a folder created during collection would not be deleted if the tests are skipped.
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const lint = (name: string, text: string) => {
    const file = join(folder, `${name}.template.yaml`);
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync('cfn-lint', [file], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it.each(STACK_NAMES)('nothing in the template of %s', (stack) => {
    expect(lint(stack, toYaml(templateOf(stack)))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('nothing in the conformance pack', () => {
    const pack = packYaml({ accountId: '123456789012', partition: 'aws' });
    expect(lint('pack', pack)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('nothing in the template of the operators’ role', () => {
    expect(lint('operator', readFileSync(OPERATOR_TEMPLATE, 'utf8'))).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('an outdated runtime in a template', () => {
    const text = toYaml(templateOf('OneActiveKey')).replaceAll('nodejs24.x', 'nodejs12.x');
    expect(lint('broken', text).status).not.toBe(0);
  });
});
