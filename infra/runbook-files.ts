import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RUNBOOKS } from '../product/runbooks.ts';
import { VERSION } from '../product/version.ts';

/** The key of a runbook in `RUNBOOKS`. */
export type RunbookKey = keyof typeof RUNBOOKS;

/** The content of a runbook, parsed. */
export function readRunbook(key: RunbookKey): object {
  return parse(textOf(key));
}

/** The version of a runbook: that of the product, and a part of the hash of its content. */
export function runbookVersion(key: RunbookKey): string {
  return versionOf(textOf(key));
}

/** The version of a runbook with this content. */
export function versionOf(content: string): string {
  return `${VERSION}-${createHash('sha256').update(content).digest('hex').slice(0, 12)}`;
}

function textOf(key: RunbookKey): string {
  return readFileSync(new URL(`../remediation/${RUNBOOKS[key].file}`, import.meta.url), 'utf8');
}
