import type { Changes } from './changelog.ts';

/** What of `package.json` a release depends on. */
export interface Publishable {
  readonly version: string;
  readonly private?: boolean;
  readonly repository?: string | { readonly url?: string };
}

/** What git says of the checkout that is released. */
export interface Checkout {
  /** Paths with changes that are in no commit, and paths that git does not know. */
  readonly uncommitted: readonly string[];
}

/**
 * What keeps a version from being released; empty if nothing does. Each is a sentence that says what to do.
 */
export function problemsOf(
  { version, private: isPrivate, repository }: Publishable,
  { date }: Changes,
  { uncommitted }: Checkout,
): readonly string[] {
  const url = typeof repository === 'string' ? repository : (repository?.url ?? '');
  const problems: readonly (readonly [boolean, string])[] = [
    [isPrivate === true, 'package.json: expected no "private"; received true. Remove it.'],
    [
      !/^git\+https:\/\/[^\s/]+\/\S+\.git$/.test(url),
      `package.json: expected "repository" with the URL of the repository that publishes; received ${url || 'nothing'}. ` +
        'npm compares it with the provenance: npm pkg set repository.type=git repository.url=git+https://HOST/OWNER/NAME.git',
    ],
    [
      !/^\d{4}-\d{2}-\d{2}$/.test(date),
      `CHANGELOG.md: expected the date of the release behind ${version}; received ${date}. Write it as YYYY-MM-DD.`,
    ],
    [
      uncommitted.length > 0,
      `The checkout: expected no changes but those in commits, since the tag names a commit; received ${uncommitted.join(', ')}. ` +
        'Commit them or put them away.',
    ],
  ];
  return problems.filter(([isProblem]) => isProblem).map(([, problem]) => problem);
}
