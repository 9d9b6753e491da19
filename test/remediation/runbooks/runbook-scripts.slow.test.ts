import { describe, expect, it } from 'vitest';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { allRunbooks } from '../../support/runbook-linter/runbook-file.ts';
import { scriptRules } from '../../support/runbook-linter/script-rules.ts';

const python = findPython();

describe.each(allRunbooks())('The runbook $file', (file) => {
  it.skipIf(!python).each(scriptRules(python ?? ''))(
    '$expectation (skipped without Python)',
    ({ complaints }) => {
      expect(complaints(file)).toEqual([]);
    },
  );
});
