import { describe, expect, it } from 'vitest';
import { InvalidParameterError } from '../../policy/errors.ts';
import { DEFAULT_POLICY, PARAMETERS, parseParameters } from '../../policy/parameters.ts';
import { parseRuleParameters } from '../../rule/parameters.ts';

describe('parameters', () => {
  it('no parameter → the defaults', () => {
    expect(parseParameters({})).toEqual({
      selectionStrategy: 'LeastRecentlyUsed',
      rotationGraceHours: 24,
      protectUsedWithinDays: 7,
      exemptionMaxDays: 90,
    });
    expect(parseParameters({})).toEqual(DEFAULT_POLICY);
  });

  it('all parameters → their values', () => {
    const parameters = {
      selectionStrategy: 'Oldest',
      rotationGraceHours: '24',
      protectUsedWithinDays: '0',
      exemptionMaxDays: '365',
    };
    expect(parseParameters(parameters)).toEqual({
      selectionStrategy: 'Oldest',
      rotationGraceHours: 24,
      protectUsedWithinDays: 0,
      exemptionMaxDays: 365,
    });
  });

  const bounds = [
    ['rotationGraceHours', '0', '720', '721'],
    ['protectUsedWithinDays', '0', '365', '366'],
    ['exemptionMaxDays', '1', '365', '366'],
  ] as const;
  for (const [name, minimum, maximum, tooMuch] of bounds) {
    it(`${name}: ${minimum} and ${maximum} are valid, ${tooMuch} is not`, () => {
      expect(parseParameters({ [name]: minimum })[name]).toBe(Number(minimum));
      expect(parseParameters({ [name]: maximum })[name]).toBe(Number(maximum));
      expect(() => parseParameters({ [name]: tooMuch })).toThrow(InvalidParameterError);
      expect(PARAMETERS[name]).toMatchObject({ min: Number(minimum), max: Number(maximum) });
    });
  }

  const refused: [Record<string, unknown>, string][] = [
    [
      { protectUsedWithinDays: 'seven' },
      'parameter protectUsedWithinDays: expected a whole number from 0 to 365, written as a string; received "seven"',
    ],
    [
      { exemptionMaxDays: '0' },
      'parameter exemptionMaxDays: expected a whole number from 1 to 365, written as a string; received "0"',
    ],
    [{ rotationGraceHours: '' }, 'received ""'],
    [{ rotationGraceHours: ' 7' }, 'received " 7"'],
    [{ rotationGraceHours: '07' }, 'received "07"'],
    [{ rotationGraceHours: '+7' }, 'received "+7"'],
    [{ rotationGraceHours: '-7' }, 'received "-7"'],
    [{ rotationGraceHours: '7.0' }, 'received "7.0"'],
    [{ rotationGraceHours: '1e2' }, 'received "1e2"'],
    [{ rotationGraceHours: '7\n' }, 'received "7\\n"'],
    [{ rotationGraceHours: 7 }, 'received 7'],
    [{ rotationGraceHours: null }, 'received null'],
    [{ rotationGraceHours: ['7'] }, 'received ["7"]'],
    [
      { selectionStrategy: 'oldest' },
      'parameter selectionStrategy: expected LeastRecentlyUsed or Oldest; received "oldest"',
    ],
    [{ selectionStrategy: '' }, 'received ""'],
    [{ selectionStrategy: null }, 'received null'],
    [
      { protectUsedWithinHours: '7' },
      'parameter name: expected one of selectionStrategy, rotationGraceHours, protectUsedWithinDays, exemptionMaxDays; received "protectUsedWithinHours"',
    ],
    [{ SelectionStrategy: 'Oldest' }, 'received "SelectionStrategy"'],
    [JSON.parse('{"__proto__": "7"}'), 'received "__proto__"'],
  ];
  for (const [parameters, message] of refused) {
    it(`${JSON.stringify(parameters)} is refused`, () => {
      // Receipts and logs show the name of the error.
      expect(() => parseParameters(parameters)).toThrow(
        expect.objectContaining({
          name: 'InvalidParameterError',
          message: expect.stringContaining(message),
        }),
      );
    });
  }
});

describe('parameters of the rule', () => {
  it.each([
    [{}, 'All'],
    [{ reporting: 'All' }, 'All'],
    [{ reporting: 'Changes' }, 'Changes'],
  ])('%j: reports %s', (parameters, reporting) => {
    expect(parseRuleParameters(parameters)).toEqual({ policy: DEFAULT_POLICY, reporting });
  });

  it('contain the parameters of the policy', () => {
    const policy = { ...DEFAULT_POLICY, rotationGraceHours: 24 };
    const parameters = { rotationGraceHours: '24', reporting: 'Changes' };
    expect(parseRuleParameters(parameters)).toEqual({ policy, reporting: 'Changes' });
  });

  it.each([
    [{ reporting: 'changes' }, 'parameter reporting: expected All or Changes; received "changes"'],
    [{ reporting: '' }, 'received ""'],
    [{ reporting: null }, 'received null'],
    [{ reporting: ['All'] }, 'received ["All"]'],
    [
      { Reporting: 'All' },
      'expected one of selectionStrategy, rotationGraceHours, protectUsedWithinDays, exemptionMaxDays, reporting; received "Reporting"',
    ],
    [{ exemptionMaxDays: '0' }, 'parameter exemptionMaxDays: expected a whole number'],
  ])('%j is refused', (parameters, message) => {
    expect(() => parseRuleParameters(parameters)).toThrow(InvalidParameterError);
    expect(() => parseRuleParameters(parameters)).toThrow(message);
  });

  it('reporting is not a parameter of the policy, which the runbooks share', () => {
    expect(() => parseParameters({ reporting: 'All' })).toThrow(InvalidParameterError);
  });
});
