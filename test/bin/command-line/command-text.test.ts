import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandText } from '../../../bin/command-line/command-text.ts';

describe('the text of a command', () => {
  it.each([
    ['as typed', ['preview', '--output=report.html'], 'preview --output=report.html'],
    ['with spaces', ['preview', '--output', 'my report.html'], "preview --output 'my report.html'"],
    ['with a quote', ['preview', "o'neil"], "preview 'o'\\''neil'"],
    ['with what a shell expands', ['preview', '$(id)', '*', '~'], "preview '$(id)' '*' '~'"],
    ['with an empty argument', ['preview', ''], "preview ''"],
    ['with what a terminal obeys', ['preview', 'a\u001b[2J\u202eb'], "preview 'a [2J b'"],
    ['with an external id', ['preview', '--external-id', 'x1', '--force'], 'preview --external-id … --force'],
    ['with an external id in one word', ['preview', '--external-id=x1'], 'preview --external-id=…'],
  ])('%s', (_, args, expected) => {
    expect(commandText(args)).toBe(`one-active-key ${expected}`);
  });

  it('never has an external id', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.boolean(), (before, isOneWord) => {
        const secret = 'Secret-0f3a';
        const option = isOneWord ? [`--external-id=${secret}`] : ['--external-id', secret];
        expect(commandText([...before, ...option])).not.toContain(secret);
      }),
    );
  });
});
