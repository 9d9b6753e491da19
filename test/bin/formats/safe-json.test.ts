import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSafeJson } from '../../../bin/formats/safe-json.ts';

const RAW = /(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

describe('safe JSON', () => {
  it.each([
    ['\u001b', '"\\u001b"\n'],
    ['\u007f', '"\\u007f"\n'],
    ['\u009b', '"\\u009b"\n'],
    ['\u202e', '"\\u202e"\n'],
    ['\u2028', '"\\u2028"\n'],
    ['\u061c', '"\\u061c"\n'],
    ['\ud800', '"\\ud800"\n'],
    ['a\nb', '"a\\nb"\n'],
    ['é 日本 😀', '"é 日本 😀"\n'],
  ])('%j is written as %j', (text, json) => {
    expect(toSafeJson(text)).toBe(json);
  });

  it('gives every value back, and nothing that a terminal interprets', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = toSafeJson(value);
        expect(json).not.toMatch(RAW);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
