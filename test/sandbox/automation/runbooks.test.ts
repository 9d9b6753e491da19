import { describe, expect, it } from 'vitest';
import { anAutomation, answer, ROLE } from './harness.ts';
import { contentOf, deactivate, deleteDeactivated, reactivate, startRunbook } from './runbook-cases.ts';

describe.each([deactivate, reactivate, deleteDeactivated])('The runbook $file', (runbook) => {
  it('invokes the remediation function once, with texts only, under the role of its parameter', async () => {
    const { invocations, automation } = await startRunbook(runbook, () => answer(runbook.answer), {});
    expect(invocations).toEqual([{ functionName: 'one-active-key-remediation', payload: runbook.event }]);
    expect(automation.executions[0]?.assumedRole).toBe(ROLE);
  });

  it.each(Object.keys(runbook.parameters))('refuses to start without %s', async (name) => {
    const { [name]: _omitted, ...parameters } = runbook.parameters as Record<string, string[]>;
    const { create, start, invocations } = anAutomation();
    await create(contentOf(runbook.file), { DocumentFormat: 'YAML' });
    await expect(start(parameters)).rejects.toThrow(`Missing required parameter: ${name} in user inputs.`);
    expect(invocations).toEqual([]);
  });
});
