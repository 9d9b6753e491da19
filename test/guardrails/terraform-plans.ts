/**
 * Plans in Terraform's JSON output format 1.2, as far as the policy reads them, for cases that no sample file
 * has.
 */

/** A resource of the configuration, and its planned change. */
interface PlannedKey {
  readonly address: string;
  readonly module?: string;
  readonly index?: string | number;
  readonly actions?: readonly string[];
  readonly before?: object | null;
  readonly after?: object | null;
  readonly unknown?: object;
}

/** A user whose name is known, or is known after apply. */
export const user = (address: string, name?: string) => ({
  address,
  mode: 'managed',
  type: 'aws_iam_user',
  change: { actions: ['create'], before: null, after: name ? { name } : {}, after_unknown: { id: true } },
});

/** A new active key of the user `deploy`, unless it says otherwise. */
export const key = ({ address, module, index, ...change }: PlannedKey) => ({
  address: module ? `${module}.${address}` : address,
  ...(module ? { module_address: module } : {}),
  ...(index === undefined ? {} : { index }),
  mode: 'managed',
  type: 'aws_iam_access_key',
  name: address.split('.')[1]?.replace(/\[.*/, ''),
  change: {
    actions: change.actions ?? ['create'],
    before: change.before ?? null,
    after:
      change.after === undefined
        ? { pgp_key: 'keybase:ops', status: 'Active', user: 'deploy' }
        : change.after,
    after_unknown: change.unknown ?? {},
  },
});

/** The change of a key whose user is known after apply. */
export const unknownUser = {
  after: { pgp_key: 'keybase:ops', status: 'Active' },
  unknown: { user: true },
};

/** A key in the configuration of a module, whose user an expression with these references names. */
export const block = (name: string, references: readonly string[]) => ({
  mode: 'managed',
  type: 'aws_iam_access_key',
  name,
  expressions: { user: { references } },
});

/** A call of a module, with what it gives to the module's variable `user`. */
export const call = (references: readonly string[], module: object) => ({
  expressions: { user: { references } },
  module,
});

/** The plan as `terraform show -json` prints it. */
export const planOf = (changes: readonly object[], rootModule: object = {}, rest: object = {}): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: {} },
    resource_changes: changes,
    configuration: { root_module: rootModule },
    ...rest,
  });
