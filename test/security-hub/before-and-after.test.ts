import { expect, it } from 'vitest';
import { addUser, deployed, evaluate } from '../support/rule.ts';
import { deliverFindings, deploySecurityHub, findingFor } from '../support/security-hub.ts';
import { exemptUntil } from '../support/users.ts';

/** The members of a finding that the console shows in its details. */
function rendered(account: Parameters<typeof findingFor>[0], userName: string): string {
  const { Title, Compliance, Severity, Workflow, Resources = [], Note } = findingFor(account, userName);
  const lines = [
    `Title       ${Title}`,
    `Resource    ${Resources[0]?.Type} ${Resources[0]?.Id}`,
    `Severity    ${Severity?.Label}`,
    `Compliance  ${Compliance?.Status}`,
    `Workflow    ${Workflow?.Status}`,
    `Note        ${Note ? `${Note.Text} (${Note.UpdatedBy})` : '-'}`,
  ];
  return lines.join('\n');
}

it('a finding before and after, of users of each kind', async () => {
  const { account } = deployed();
  deploySecurityHub(account);
  const names = ['alice', 'exempt', 'one'];
  addUser(account, 'alice', 2);
  const { userName } = addUser(account, 'exempt', 2);
  account.backdoor.tagUser(userName, exemptUntil('2026-12-05'));
  addUser(account, 'one', 1);
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  const before = names.map((name) => rendered(account, name));
  await deliverFindings(account);
  const after = names.map((name) => rendered(account, name));
  const pages = names.map((name, at) => `${name}, before:\n${before[at]}\n\n${name}, after:\n${after[at]}\n`);
  await expect(pages.join('\n')).toMatchFileSnapshot('before-and-after.snapshot.txt');
});
