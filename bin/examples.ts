/** What the help of each command ends with; a test runs them all on the sandbox account. */
export const EXAMPLES = {
  preview: `
Examples:
  one-active-key preview --sandbox
  one-active-key preview --profile audit --only non-compliant
  one-active-key preview --format csv --output users.csv
  one-active-key preview --format json | jq .summary`,
  verify: `
Exit codes: 0 all comply, 3 somebody does not, 1 not everybody could be read, 2 called wrongly.

Example, in a pipeline:
  one-active-key verify --rotation-grace-hours 24`,
  remediate: `
Examples:
  one-active-key remediate deploy-bot --dry-run
  one-active-key remediate --all --receipts receipts.json
  one-active-key remediate --all --yes --concurrency 10`,
  undo: `
Examples:
  one-active-key undo deploy-bot AKIAIOSFODNN7EXAMPLE
  one-active-key undo --receipts receipts.json --exempt-for-days 14`,
  cleanup: `
A deleted key cannot be brought back.

Examples:
  one-active-key cleanup --all --dry-run
  one-active-key cleanup old-reports --soak-days 30`,
} as const;
