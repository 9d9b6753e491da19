/** The end of the help of each command; a test runs all examples on the sandbox account. */
export const EXAMPLES = {
  preview: `
Exit codes: 0 every user was read, 1 an error, or a user or an account could not be read, 2 wrong usage, 130 interrupted.
With --aggregator, 1 also means that the results of an account are not known, and --region is that of the aggregator. The JSON
format is then described by bin/aggregator/findings.schema.json.
Privileged means administrator-like, console access is from IAM's credential report, up to four hours old; what is denied is
unknown, with a line that says so (docs/decide.md).
With --ledger-table deployed, each format also has the keys that One Active Key deactivated, from its ledger.
With --compare, table, json and html also say what has changed: who is NON_COMPLIANT now, who complies, who is gone, which keys.
The JSON format is described by bin/formats/inventory.schema.json; its schemaVersion changes with the format.
asff is the format of findings that Security Hub imports, ocsf that of the Open Cybersecurity Schema Framework (docs/decide.md);
a file means it by the ending .asff.json or .ocsf.json.
--decisions writes a second file, in which people decide about the users that are NON_COMPLIANT (docs/decide.md).

Examples:
  one-active-key preview --sandbox
  one-active-key preview --decisions decisions.csv
  one-active-key preview --profile audit --only non-compliant
  one-active-key preview --output users.csv --ledger-table deployed
  one-active-key preview --format csv --tag-column Team --tag-column Service
  one-active-key preview --format json | jq .summary
  one-active-key preview --output findings.asff.json --region us-east-1
  one-active-key preview --accounts organization --output report.html
  one-active-key preview --output report.html --compare earlier.json
  one-active-key preview --aggregator organization --rule-region us-east-1`,
  verify: `
Exit codes: 0 every user complies, 3 a user does not comply, 1 an error, or a user could not be read (whether the
others comply or not), 2 wrong usage, 130 interrupted. With --aggregator, 1 also means that the results of an account are
not known. The exit codes are the same in every format (docs/pipelines.md); --aggregator has text and json.
The JSON format is described by bin/commands/verify/verification.schema.json; its schemaVersion changes with the format.
With --decisions, 3 means that a decision of the file is not carried out, and the formats are text and json, described by
bin/decisions/comparison.schema.json.

Examples, in a pipeline:
  one-active-key verify --as-deployed --rotation-grace-hours 24
  one-active-key verify --as-deployed --output verify.xml
  one-active-key verify --format sarif --output verify.sarif --force
  one-active-key verify --format json | jq '.accounts[].summary.activeKeys'
  one-active-key verify --accounts 111122223333,123456789012 --role-name auditor --external-id EXTERNAL_ID
  one-active-key verify --aggregator organization --allow-no-users
  one-active-key verify --decisions decisions.csv`,
  explain: `
Asks CloudTrail's event history for the management events of the last 90 days that were signed with each key, in every Region that the
account has enabled, two lookups a second in each. No event is not no use: data events, such as those of objects in S3, are not there.
Exit codes: 0 everything is known, 1 an error, or a Region or the list of Regions is not known (the decision is told all the same),
2 wrong usage, 130 interrupted.
The JSON format is described by bin/commands/explain/explanation.schema.json; its schemaVersion changes with the format.

Examples:
  one-active-key explain payroll --sandbox
  one-active-key explain payroll --as-deployed
  one-active-key explain deploy-bot --regions us-east-1,eu-west-1
  one-active-key explain deploy-bot --output deploy-bot.json`,
  remediate: `
Shows the plan for the users, asks for confirmation, starts the runbook for each user, and shows each receipt. The runbook
reads and decides again: a key that it deactivates although the plan did not name it is marked. After Ctrl-C no further
runbook is started; running executions continue in AWS.
With --decisions, each row of the file is checked against the account as it is now; a row that does not fit is named, and
the others go on. Exemptions are written with your own permission iam:TagUser (docs/decide.md).
Exit codes: 0 done, 3 a runbook refused, or a row did not fit, 1 any other failure, 2 wrong usage, 130 interrupted.

Examples:
  one-active-key remediate deploy-bot --dry-run
  one-active-key remediate --decisions decisions.csv --receipts receipts.json
  one-active-key remediate --all --receipts receipts.json
  one-active-key remediate --all --yes --concurrency 10
  one-active-key remediate --all --accounts organization --role-name OPERATOR --receipts receipts.json`,
  undo: `
With --receipts, reactivates every key that the file says was deactivated; executions that were still running are read
again first. The runbook refuses a key that somebody else deactivated or has changed since, because it may be
compromised: ask whether it may be used again, and give --force.
Exit codes: 0 done, 3 a runbook refused, 1 any other failure, 2 wrong usage, 130 interrupted.

Examples:
  one-active-key undo deploy-bot AKIAIOSFODNN7EXAMPLE
  one-active-key undo deploy-bot AKIAIOSFODNN7EXAMPLE --force
  one-active-key undo --receipts receipts.json --exempt-for-days 14`,
  cleanup: `
A deleted key cannot be brought back. --all, --decisions and --receipts read the ledger of the stack, or the table of
--ledger-table: only the ledger knows which keys One Active Key deactivated. With --decisions or --receipts, a user is refused
if the runbook would delete a key that the file does not name, or that was not deactivated as the file says.
Exit codes: 0 done, 3 a runbook refused, or a user of the file, 1 any other failure, 2 wrong usage, 130 interrupted.

Examples:
  one-active-key cleanup --all --dry-run
  one-active-key cleanup --receipts receipts.json --output deletions.json
  one-active-key cleanup --decisions decisions.csv
  one-active-key cleanup old-reports --soak-days 30`,
  pause: `
Asks nothing. While an account is paused, no automatic deactivation and no daily deletion begins in it; Remediate by hand, remediate,
undo and cleanup go on, and the rule reports as ever. A pause is the parameter /one-active-key/pause in Parameter Store, in one account and
Region, and lasts until resume (docs/operate.md, which also has the commands of the AWS CLI). An account that is paused already keeps its
reason, unless --reason gives another one.
Exit codes: 0 paused (--status: everything was read), 1 an account could not be paused or read, or has no stack in the Region, so that
the pause stops nothing there, 2 wrong usage, 130 interrupted.

Examples:
  one-active-key pause --reason incident-4711
  one-active-key pause --accounts organization --role-name OPERATOR
  one-active-key pause --status`,
  resume: `
Shows since when, by whom and why the account was paused, and asks once, with --accounts for all accounts that are paused. Without
--accounts and without a terminal, nothing is asked.
Exit codes: 0 not paused any more, or not paused before, 1 an account could not be resumed, or the answer was no, 2 wrong usage,
130 interrupted.

Examples:
  one-active-key resume
  one-active-key resume --accounts organization --role-name OPERATOR`,
  history: `
Reads the ledger of each account, which has every run but dry runs and runs that ended with an error; asks IAM once whether each
deactivated key was used since; and asks Systems Manager, which keeps an execution for 30 days, who started each run. What is not
known is named so (docs/ledger.md). Without --ledger-table it is the ledger of the deployed stack.
Exit codes: 0 everything was read, 1 an error, or something could not be read (the others are shown, with the reason), 2 wrong
usage, 130 interrupted.
The JSON format is described by bin/commands/history/history.schema.json; its schemaVersion changes with the format.

Examples:
  one-active-key history --sandbox --days 60
  one-active-key history --since 2026-11-01
  one-active-key history --accounts organization --output history.html
  one-active-key history --format json | jq '.accounts[].deactivatedKeys[] | select(.usedSince == "yes")'`,
} as const;
