import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { AccountResources } from '../constructs/account-resources.ts';
import { conditionOf } from '../constructs/role.ts';
import { substitute } from '../constructs/settings.ts';
import { ledgerPermissions } from '../permissions/ledger.ts';
import { LEDGER_KEY_READ_PERMISSIONS } from '../permissions/ledger-key.ts';
import {
  PAUSE_PERMISSIONS,
  REMEDIATE_PERMISSIONS,
  startRunbookPermissions,
} from '../permissions/operators.ts';
import type { Permission } from '../permissions/permission-type.ts';
import { REVIEWER_PERMISSIONS } from '../permissions/reviewer.ts';
import type { RunbookNames } from './runbook-names.ts';

/** Gives principals of the same account what they need to work with One Active Key. */
export class OneActiveKeyGrants {
  readonly #resources: AccountResources;
  readonly #runbooks: RunbookNames;

  /** @internal */
  constructor(resources: AccountResources, runbooks: RunbookNames) {
    this.#resources = resources;
    this.#runbooks = runbooks;
  }

  /**
   * To see the results, choose Remediate and start the runbook that deactivates surplus keys; throws if it
   * does not exist.
   */
  remediate(grantee: IGrantable): Grant {
    return this.grant(grantee, [...this.start('deactivate'), ...REMEDIATE_PERMISSIONS]);
  }

  /**
   * To start the runbook that reactivates a key; throws if it does not exist. Whoever may start it can set
   * any inactive key of any user to Active, with `Force=true` (docs/security.md).
   */
  undo(grantee: IGrantable): Grant {
    return this.grant(grantee, this.start('reactivate'));
  }

  /**
   * To start the runbook that deletes deactivated keys, which cannot be undone; throws if it does not exist.
   */
  delete(grantee: IGrantable): Grant {
    return this.grant(grantee, this.start('delete'));
  }

  /** To stop everything automatic, and to start it again: `pause` and `resume`. */
  pause(grantee: IGrantable): Grant {
    return this.grant(grantee, PAUSE_PERMISSIONS);
  }

  /** To read what `preview`, `verify` and the ledger show; nothing changes. */
  review(grantee: IGrantable): Grant {
    const { context, ledger } = this.#resources;
    const { remembers, remembersWithKey } = context.conditions;
    return this.grant(grantee, [
      ...REVIEWER_PERMISSIONS,
      ...(remembers === false ? [] : ledgerPermissions('reviewer', ledger.tableArn)),
      ...(remembersWithKey === false ? [] : LEDGER_KEY_READ_PERMISSIONS),
    ]);
  }

  private start(key: keyof RunbookNames): readonly Permission[] {
    const name = this.#runbooks[key];
    if (name) return startRunbookPermissions(name);
    throw new Error(
      `Expected a deployment with the runbook that can ${key} keys; received one whose props leave it out`,
    );
  }

  private grant(grantee: IGrantable, permissions: readonly Permission[]): Grant {
    const { settings } = this.#resources.context;
    const [first, ...others] = permissions.map(({ action, resource, condition }) =>
      Grant.addToPrincipal({
        grantee,
        actions: [action],
        resourceArns: [resource].flat().map((arn) => substitute(settings, arn)),
        ...(condition ? { conditions: conditionOf(condition, settings) } : {}),
      }),
    );
    if (!first) throw new Error('Expected at least one permission; received none');
    return others.reduce((all, each) => all.combine(each), first);
  }
}
