/** The targets of a StackSet in a template. */
export interface Targets {
  readonly OrganizationalUnitIds: readonly string[];
  readonly AccountFilterType?: string;
  readonly Accounts?: readonly string[];
}

/** The accounts in each unit and below it, by the id of the unit or of the root. */
export type Organization = Readonly<Record<string, readonly string[]>>;

/**
 * The accounts whose stack CloudFormation deletes when the targets of a StackSet change, sorted. It compares
 * unit by unit, and deletes before it creates: a unit that is no target any more loses its stacks, even if
 * another target contains its accounts (the resource handler of AWS::CloudFormation::StackSet,
 * aws-cloudformation-resource-providers-cloudformation on GitHub, AltStackInstancesCalculator and
 * UpdateHandler).
 */
export function stacksDeleted(before: Targets, after: Targets, organization: Organization): string[] {
  const deleted = before.OrganizationalUnitIds.flatMap((unit) => {
    const stays = after.OrganizationalUnitIds.includes(unit) ? accountsIn(unit, after, organization) : [];
    return accountsIn(unit, before, organization).filter((account) => !stays.includes(account));
  });
  return [...new Set(deleted)].toSorted();
}

function accountsIn(
  unit: string,
  { AccountFilterType = 'NONE', Accounts = [] }: Targets,
  organization: Organization,
): string[] {
  const all = organization[unit];
  if (!all) throw new Error(`Expected one of ${Object.keys(organization).join(', ')}; received ${unit}`);
  if (AccountFilterType === 'INTERSECTION') return all.filter((account) => Accounts.includes(account));
  return AccountFilterType === 'DIFFERENCE' ? all.filter((account) => !Accounts.includes(account)) : [...all];
}
