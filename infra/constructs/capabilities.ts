import type { Construct } from 'constructs';
import { addExistence, allOf, anyOf, type Existence, type Fact, notSo } from './existence.ts';
import { isSetTo, type Settings } from './settings.ts';

/** Which capabilities exist. */
export interface Capabilities {
  /** The stack has the Config rule; otherwise a conformance pack brings it. */
  readonly createsRule: Existence;
  /** Keys can be deactivated and reactivated. */
  readonly canRemediate: Existence;
  /** The stack's own rule has a remediation configuration. */
  readonly remediatesRule: Existence;
  /** Keys are deactivated without a person. */
  readonly isAutomatic: Existence;
  /** Deactivated keys can be deleted. */
  readonly canDelete: Existence;
  /** Deactivated keys are deleted once a day, after their soak. */
  readonly deletesDaily: Existence;
  /** A change of a key or of a tag starts an evaluation. */
  readonly isNearRealTime: Existence;
  /** Something is to be remembered: there is a ledger. */
  readonly remembers: Existence;
  /** There is a ledger, and a key of the customer that encrypts it. */
  readonly remembersWithKey: Existence;
  /** There is a key of the customer that encrypts the ledger, and a function that deactivates keys. */
  readonly remediatesWithKey: Existence;
  /** There is a key of the customer that encrypts the ledger, and a re-evaluation. */
  readonly reevaluatesWithKey: Existence;
}

/**
 * Reads from the settings which capabilities exist; adds a condition for each that is known at the deployment
 * only.
 */
export function addCapabilities(
  scope: Construct,
  settings: Settings,
  { hasKmsKey, collects }: { readonly hasKmsKey: Existence; readonly collects: Existence },
): Capabilities {
  const is = (name: string, value: string) => isSetTo(settings, name, value);
  const add = (id: string, fact: Fact) => addExistence(scope, id, fact);
  const createsRule = add('CreatesRule', is('ConfigRule', 'Create'));
  const canRemediate = add('CanRemediate', notSo(is('Remediation', 'None')));
  const deletesDaily = add('DeletesDaily', is('Deletion', 'Daily'));
  const isNearRealTime = add('IsNearRealTime', is('NearRealTime', 'true'));
  const remembers = add('Remembers', anyOf(canRemediate, isNearRealTime, collects));
  return {
    createsRule,
    canRemediate,
    remediatesRule: add('RemediatesRule', allOf(createsRule, canRemediate)),
    isAutomatic: add('DeactivatesAutomatically', is('Remediation', 'Automatic')),
    canDelete: add('CanDelete', notSo(is('Deletion', 'None'))),
    deletesDaily,
    isNearRealTime,
    remembers,
    remembersWithKey: add('RemembersWithKey', allOf(hasKmsKey, remembers)),
    remediatesWithKey: add('RemediatesWithKey', allOf(hasKmsKey, canRemediate)),
    reevaluatesWithKey: add('ReevaluatesWithKey', allOf(hasKmsKey, isNearRealTime)),
  };
}
