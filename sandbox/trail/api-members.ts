/**
 * The members of a request or an answer in the form of CloudTrail: each name begins with a small letter, a
 * date is a text, and the secret of a key is absent. `null` if there are no members.
 */
export function trailMembers(members: object): object | null {
  const entries = Object.entries(members)
    .filter(([name, value]) => value !== undefined && name !== 'SecretAccessKey')
    .map(([name, value]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, trailValue(value)]);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

function trailValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(trailValue);
  if (value instanceof Date) return dateText(value);
  return typeof value === 'object' && value !== null ? trailMembers(value) : value;
}

/** `Jan 15, 2026 9:00:00 AM`, as IAM's records have it. */
function dateText(date: Date): string {
  const day = date.toLocaleDateString('en-US', { timeZone: 'UTC', dateStyle: 'medium' });
  const time = date.toLocaleTimeString('en-US', { timeZone: 'UTC' });
  // Newer versions of Node.js write a narrow no-break space before AM and PM.
  return `${day} ${time.replace(/\s/g, ' ')}`;
}
