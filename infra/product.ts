import { readFileSync } from 'node:fs';

/** The version that every template names, from `package.json`. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;

/** The description of a template: what it is for, its version, and the one thing to know before it is deployed. */
export function describe(purpose: string): string {
  return `One Active Key ${VERSION}: ${purpose} IAM is global: deploy to exactly one Region, where AWS Config records; in us-east-1 (us-gov-west-1, cn-north-1) a changed key is evaluated within minutes, elsewhere also deploy one-active-key-forwarding there, or wait for the schedule.`;
}
