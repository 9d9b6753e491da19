import { describe, expect, it } from 'vitest';
import { refusalOfValue } from '../../../sandbox/automation/document/parameter-values.ts';
import { RULES } from '../../support/runbook-linter/lint.ts';
import { PARAMETER_SAMPLES } from '../../support/runbook-linter/parameter-samples.ts';
import { allRunbooks } from '../../support/runbook-linter/runbook-file.ts';

const runbooks = allRunbooks();

describe('The runbooks', () => {
  it('are read from remediation/runbooks', () => {
    expect(runbooks.map(({ documentName }) => documentName)).toEqual(
      expect.arrayContaining([
        'OneActiveKey-DeactivateSurplusAccessKeys',
        'OneActiveKey-ReactivateAccessKey',
      ]),
    );
  });

  it('use every parameter that has samples', () => {
    const used = runbooks.flatMap(({ runbook }) => Object.keys(runbook.parameters ?? {}));
    expect(Object.keys(PARAMETER_SAMPLES).filter((name) => !used.includes(name))).toEqual([]);
  });
});

describe.each(runbooks)('The runbook $file', (file) => {
  it.each(RULES)('$expectation', ({ complaints }) => {
    expect(complaints(file)).toEqual([]);
  });

  describe.each(Object.entries(file.runbook.parameters ?? {}))(
    'has a parameter %s that',
    (name, definition) => {
      const { accepted, refused } = PARAMETER_SAMPLES[name] ?? { accepted: [], refused: [] };
      it.each(accepted)('accepts %j', (value) => {
        expect(refusalOfValue(name, definition, value)).toBeUndefined();
      });
      it.each(refused)('refuses %j', (value) => {
        expect(refusalOfValue(name, definition, value)).toContain(`has value "${value}" not`);
      });
    },
  );
});
