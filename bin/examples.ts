/** What the help of each command ends with; a test runs all examples on the sandbox account. */
export const EXAMPLES = {
  preview: `
Exit codes: 0 done, 1 not done, or not everybody could be read, 2 called wrongly, 130 broken off.
JSON is described by bin/formats/inventory.schema.json; its schemaVersion says when it changes.

Examples:
  one-active-key preview --sandbox
  one-active-key preview --profile audit --only non-compliant
  one-active-key preview --format csv --output users.csv
  one-active-key preview --format json | jq .summary`,
  verify: `
Exit codes: 1 not everybody could be read, whoever else complies or not; else 0 all comply, 3 somebody does not;
2 called wrongly, 130 broken off.

Example, in a pipeline:
  one-active-key verify --as-deployed --rotation-grace-hours 24`,
  remediate: `
Shows what would become of the users, asks, starts the runbook a user, and shows each receipt. The runbook reads and
decides again: what it takes and was not shown is marked. Ctrl-C starts no more; what is under way goes on in AWS.
Exit codes: 0 done, 3 the runbook refused for somebody, 1 anything else, 2 called wrongly, 130 broken off.

Examples:
  one-active-key remediate deploy-bot --dry-run
  one-active-key remediate --all --receipts receipts.json
  one-active-key remediate --all --yes --concurrency 10`,
  undo: `
Takes from a receipts file what was deactivated; executions that were under way are looked at again.
Exit codes: 0 done, 3 the runbook refused for somebody, 1 anything else, 2 called wrongly, 130 broken off.

Examples:
  one-active-key undo deploy-bot AKIAIOSFODNN7EXAMPLE
  one-active-key undo --receipts receipts.json --exempt-for-days 14`,
  cleanup: `
A deleted key cannot be brought back.
Exit codes: 0 done, 3 the runbook refused for somebody, 1 anything else, 2 called wrongly, 130 broken off.

Examples:
  one-active-key cleanup --all --dry-run
  one-active-key cleanup old-reports --soak-days 30`,
} as const;
