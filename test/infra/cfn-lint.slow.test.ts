import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packYaml } from '../../infra/pack.ts';
import { toYaml } from '../../infra/template.ts';
import { STACK_NAMES, templateOf } from '../support/cloudformation/templates.ts';
import { hasCommand } from '../support/commands.ts';

describe.skipIf(!hasCommand('cfn-lint'))('cfn-lint has nothing to say of', () => {
  let folder = '';
  // Only where the tests run: a folder that was made while they are collected would stay where they are skipped.
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

  it.each(STACK_NAMES)('the template of %s', (stack) => {
    expect(lint(stack, toYaml(templateOf(stack)))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('the conformance pack', () => {
    const pack = packYaml({ accountId: '123456789012', partition: 'aws' });
    expect(lint('pack', pack)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('a template without fault only: a runtime of the past is reported', () => {
    const text = toYaml(templateOf('OneActiveKey')).replaceAll('nodejs24.x', 'nodejs12.x');
    expect(lint('broken', text).status).not.toBe(0);
  });
});
