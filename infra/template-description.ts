import { VERSION } from '../product/version.ts';

/** The description of a template: its purpose, its version, and what to know before it is deployed. */
export function templateDescription(purpose: string): string {
  return `One Active Key ${VERSION}: ${purpose} IAM is global: deploy to exactly one Region, where AWS Config records; in us-east-1 (us-gov-west-1, cn-north-1) a changed key is evaluated within minutes, elsewhere also deploy one-active-key-forwarding there, or wait for the schedule.`;
}
