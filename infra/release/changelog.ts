/** The changes of one version. */
export interface Changes {
  /** `YYYY-MM-DD`, or `unreleased`. */
  readonly date: string;
  /** The text below the heading of the version, in Markdown. */
  readonly text: string;
}

/**
 * Reads the changes of a version from a changelog; throws if the changelog has no heading
 * `## [VERSION] - DATE`.
 */
export function changesOf(changelog: string, version: string): Changes {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.startsWith(`[${version}] - `));
  if (!section) {
    const [first = 'no version'] = (sections[0] ?? '').split('\n');
    throw new Error(
      `CHANGELOG.md: expected a heading "## [${version}] - YYYY-MM-DD"; the first one is "${first}"`,
    );
  }
  const [heading = '', ...lines] = section.split('\n');
  return { date: heading.replace(`[${version}] - `, '').trim(), text: lines.join('\n').trim() };
}
