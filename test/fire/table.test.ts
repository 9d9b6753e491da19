import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from './table.ts';

const ROOMS = ['rule', 'remediation', 'reevaluation'];

/** Every operation of AWS that the functions name, by the SDK's commands and paginators. */
function operationsNamed(): Set<string> {
  const files = ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`),
  );
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(file, 'utf8'));
  const named = /\bnew (\w+)Command\(|\bpaginate([A-Z]\w+)\(/g;
  return new Set(
    sources.flatMap((source) => Array.from(source.matchAll(named), ([, one, pages]) => one ?? pages ?? '')),
  );
}

describe('docs/failures.md', () => {
  it('has a row of every operation in the code, and of no other', () => {
    const calls = readTable().flatMap((row) => row.calls);
    const listed = new Set(calls.map((call) => call.replace(/^\w+:/, '').split(' ')[0] ?? ''));
    expect([...listed].sort()).toEqual([...operationsNamed()].sort());
  });

  it('tells stories that are played', () => {
    const stories = new Set(readTable().map(({ story }) => story));
    const sources = readdirSync('test/fire/stories').map((file) =>
      readFileSync(`test/fire/stories/${file}`, 'utf8'),
    );
    for (const story of stories) expect(sources.join('\n')).toContain(`name: '${story}'`);
  });
});
