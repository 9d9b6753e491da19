import { describe, expect, it } from 'vitest';
import { type AwsCommand, awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { readPage } from '../support/pages.ts';

/** The pages that somebody copies from during an incident, an installation or a removal. */
const PAGES = ['docs/operate.md', 'docs/after-a-deactivation.md', 'docs/failures.md', 'docs/deploy.md'];

const shellBlocksOf = (page: string): readonly string[] =>
  Array.from(readPage(page).matchAll(/^```sh\n(.*?)^```$/gms), ([, code = '']) => code);

describe.each(PAGES)('%s, pasted into a terminal', (page) => {
  // The interactive zsh of macOS reads `#` as a word unless INTERACTIVE_COMMENTS is set (zshoptions).
  it('has no comment in a block: an interactive zsh passes it on as arguments', () => {
    expect(shellBlocksOf(page).filter((code) => /(^|\s)#/m.test(code))).toEqual([]);
  });

  it('has no date of GNU: the date of macOS knows no -d', () => {
    expect(shellBlocksOf(page).filter((code) => /\bdate\b.* -d /.test(code))).toEqual([]);
  });
});

/** IAM and STS answer whatever the Region is. */
const IS_GLOBAL = /^(iam|sts)$/;

describe.each(['docs/operate.md', 'docs/after-a-deactivation.md'])('%s, in a new terminal', (page) => {
  it('gives a Region to each command, or to all of its section', () => {
    const sections = readPage(page).split(/^(?=#+ )/m);
    const hasRegion = ({ heading }: AwsCommand) =>
      sections.some(
        (each) => each.split('\n')[0]?.endsWith(heading) && each.includes('\nexport AWS_REGION='),
      );
    // What a sentence only names has no options.
    const without = awsCommandsOf(page).filter(
      (command) =>
        command.words.some((word) => word.startsWith('--')) &&
        !IS_GLOBAL.test(command.words[0] ?? '') &&
        !optionOf(command, '--region') &&
        !hasRegion(command),
    );
    expect(without.map(({ words }) => words.join(' '))).toEqual([]);
  });
});
