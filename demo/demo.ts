import { DEFAULT_POLICY } from '../policy/parameters.ts';
import { createSandboxAccount } from '../sandbox/account.ts';
import type { Automation, AutomationOptions } from '../sandbox/automation/automation.ts';
import { playAutomatic } from './automatic.ts';
import type { Claim } from './claim.ts';
import { deployFunctions, deployRunbooks } from './deployment.ts';
import { subscribeToEvents } from './events.ts';
import { createOperator } from './operator.ts';
import type { Page } from './page.ts';
import { populate } from './population.ts';
import { playStory } from './story.ts';

/** The start of the demo in virtual time, fixed so that each run prints the same text. */
const STARTED_AT = new Date('2026-11-21T09:00:00.000Z');

/** Plays the demo on a new account in memory; returns whether all claims are true. */
export async function playDemo(
  page: Page,
  automationOptions: Partial<AutomationOptions> = {},
): Promise<boolean> {
  const account = createSandboxAccount({ startAt: STARTED_AT });
  const deployment = deployFunctions(account);
  subscribeToEvents(account);
  const automation = await deployRunbooks(account, { withoutPython: 'passThrough', ...automationOptions });
  populate(account);
  showIntroduction(page);
  const claims = await playStory({
    account,
    operator: createOperator(account, deployment),
    page,
  });
  const further = await playAutomatic(page, STARTED_AT, {
    withoutPython: 'passThrough',
    ...automationOptions,
  });
  return showClaims(page, [...claims, ...further], automation);
}

function showIntroduction(page: Page): void {
  page.heading('One Active Key, on an AWS account in memory');
  page.text(
    'The rule, the remediation and the runbooks are the real ones; IAM, Config and Automation are stand-ins.',
    `Rule parameters, all with their defaults: ${Object.entries(DEFAULT_POLICY)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}`,
  );
}

/** Shows the claims; returns whether all of them are true. */
function showClaims(page: Page, claims: readonly Claim[], automation: Automation): boolean {
  page.heading('Claims of this demo');
  for (const { text, isTrue } of claims) page.claim(text, isTrue);
  if (automation.executions.some((execution) => !execution.scriptsWereRun)) {
    page.text(
      '',
      "python3 was not found: the runbooks' script steps were not run, their outputs are read from the receipts.",
    );
  }
  const failed = claims.filter(({ isTrue }) => !isTrue).length;
  page.text(
    '',
    failed === 0
      ? `All ${claims.length} claims are true.`
      : `${failed} of ${claims.length} claims are NOT true.`,
  );
  return failed === 0;
}
