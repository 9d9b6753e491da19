import { describe, expect, it } from 'vitest';
import { MalformedAnswerError } from '../../aws/errors.ts';
import { optionalText, required, requiredList, requiredText, requiredTexts } from '../../aws/required.ts';

describe('a member that AWS guarantees', () => {
  it.each([false, 0, '', new Date(0)])('%j is a value', (value) => {
    expect(required('Member', value)).toBe(value);
  });

  it.each([undefined, null, new Date(Number.NaN)])('%s is an error that names the member', (value) => {
    expect(() => required('Member', value)).toThrow(MalformedAnswerError);
    expect(() => required('Member', value)).toThrow('Member: expected a value');
  });
});

describe('a text that AWS guarantees', () => {
  it('is read', () => {
    expect(requiredText('Member', 'a')).toBe('a');
  });

  it.each([undefined, '', 7 as unknown as string])('%j is an error that names the member', (value) => {
    expect(() => requiredText('Member', value)).toThrow('Member: expected a value');
  });
});

describe('a text that AWS may leave out', () => {
  it.each([
    ['a', 'a'],
    [undefined, ''],
    [7, ''],
  ])('%j is read as %j', (value, text) => {
    expect(optionalText(value)).toBe(text);
  });
});

describe('a list of texts that AWS guarantees', () => {
  it('is read', () => {
    expect(requiredTexts('Member', ['a', 'b'])).toEqual(['a', 'b']);
  });

  it.each([[undefined], ['a' as unknown as []], [['a', '']], [[7] as unknown as []]])(
    '%j is an error that names the member',
    (value) => {
      expect(() => requiredTexts('Member', value)).toThrow('Member: expected a value');
    },
  );
});

describe('a list that AWS guarantees', () => {
  it.each([[[]], [[{}]]])('%j is read', (value) => {
    expect(requiredList('Member', value)).toBe(value);
  });

  it.each([[undefined], [{} as unknown as []], [[null] as unknown as []], [[{}, 'a'] as unknown as []]])(
    '%j is an error that names the member',
    (value) => {
      expect(() => requiredList('Member', value)).toThrow('Member: expected a value');
    },
  );
});
