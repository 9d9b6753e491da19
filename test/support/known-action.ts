import { decideBy } from './simulator.ts';

/** Whether IAM has an action. The simulator asks for a resource only after it found the action. */
export async function isKnownAction(action: string): Promise<boolean> {
  const answer = await decideBy([], { action, resource: '*' }).catch(String);
  if (/"invalid\.(action|service)"/.test(answer)) return false;
  if (answer === 'ImplicitlyDenied' || answer.startsWith('Error: Expected one resource')) return true;
  throw new Error(`Expected to know whether IAM has ${action}; received ${answer}`);
}
