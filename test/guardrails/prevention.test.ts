import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocks, commands, page } from './prevention-page.ts';

describe('the page on prevention', () => {
  const links = Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target]) =>
    join('docs', `${target?.split('#')[0]}`),
  );
  const named = Array.from(blocks.matchAll(/\bguardrails\/[\w.-]+/g), ([path]) => path);
  const files = [...new Set([...links, ...named])].sort();

  it('names the guardrails in its links and in its commands', () => {
    const guardrails = ['guardrails/no-new-access-keys.scp.json', 'guardrails/one-active-key.guard'];
    expect(links).toEqual(expect.arrayContaining([...guardrails, 'guardrails/one-active-key.rego']));
    expect(named).toEqual(expect.arrayContaining(guardrails));
  });

  it.each(files)('names %s, which exists', (file) => {
    expect(existsSync(file)).toBe(true);
  });

  it('has a command for a template and one for a plan', () => {
    expect(commands).toHaveLength(2);
  });

  it('gives conftest the package of the policy, in the folder of the policy', () => {
    const [, folder, namespace] = /conftest test .*--policy (\S+) --namespace (\S+)/.exec(blocks) ?? [];
    expect(readFileSync(`${folder}/one-active-key.rego`, 'utf8')).toMatch(
      new RegExp(`^package ${namespace}$`, 'm'),
    );
  });
});
