import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import guardRail from '../../guardrails/protect-tags.scp.json' with { type: 'json' };
import { isKnownAction } from '../support/known-action.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const page = readPage('docs/security.md');
const quoted = (text = '') => Array.from(text.matchAll(/`([^`\n]+)`/g), ([, each = '']) => each);

/** Every file of the project, for the names that the page has without their folder. */
const files = ['test', 'policy'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split('/').at(-1)),
);

describe('docs/security.md', () => {
  it('names files and folders that exist', () => {
    const paths = quoted(page).filter((text) => /^[\w.-]+(?:\/[\w.-]*)*(?:\.ts|\/|\/[\w-]+)$/.test(text));
    const own = paths.filter((path) =>
      /^(?:test|infra|policy|remediation|guardrails|product)\b|\.ts$/.test(path),
    );
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((path) => !existsSync(path) && !files.includes(path))).toEqual([]);
  });

  it('names permissions that AWS has', async () => {
    const actions = tableBelow(page, 'What each permission allows').flatMap(([permission]) =>
      quoted(permission).filter((text) => /^[a-z0-9]+:[A-Z][A-Za-z]+$/.test(text)),
    );
    expect(actions.length).toBeGreaterThan(15);
    const known = await Promise.all(actions.map(isKnownAction));
    expect(actions.filter((_, index) => !known[index])).toEqual([]);
  });

  it('with a RolePath the guard-rail excepts the roles in that path, and still protects all others', () => {
    const [, wanted = '', replacement = ''] = /the argument `-e 's#(.+?)#(.+?)#'`/.exec(page) ?? [];
    const pattern = new RegExp(wanted.replace(/\\([()])/g, '$1'), 'g');
    const replaced = JSON.stringify(guardRail).replaceAll(pattern, replacement.replace('\\1', '$1'));
    const { Statement } = JSON.parse(replaced) as typeof guardRail;
    expect(JSON.stringify(Statement[0]?.Condition)).toContain('role/security/one-active-key-remediation');
    expect(Statement[1]?.Resource).toEqual(guardRail.Statement[1]?.Resource);
    expect(replaced).not.toMatch(/role\/one-active-key-[a-z]/);
  });

  it('has every statement of the guard-rail', () => {
    const statements = tableBelow(page, 'The guard-rail').map(([statement]) => quoted(statement)[0]);
    expect(statements).toEqual(guardRail.Statement.map(({ Sid }) => Sid));
  });
});
