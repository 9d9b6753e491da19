import type { Operations } from '../api.ts';
import { notInOrganization } from './refusals.ts';

/** Organizations as an account without an organization sees it: each operation is refused. */
export function operationsOutsideOrganizations(): Operations {
  const refuse = (): never => {
    throw notInOrganization();
  };
  return { DescribeOrganization: refuse, ListAccounts: refuse };
}
