import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'vitest';

const SCHEMA = JSON.parse(readFileSync(new URL('custom-notification.schema.json', import.meta.url), 'utf8'));

const validate = new Ajv({ allErrors: true }).compile(SCHEMA);

/** What is wrong with a payload by the published schema of custom notifications; empty if nothing is. */
export function chatProblems(payload: unknown): readonly string[] {
  validate(payload);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Fails for a payload that Amazon Q would drop. */
export function expectCustomNotification(payload: unknown): void {
  expect(chatProblems(payload)).toEqual([]);
}
