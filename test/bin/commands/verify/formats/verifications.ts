import type {
  AccountVerification,
  Verification,
  VerifiedUser,
} from '../../../../../bin/verification/verification.ts';
import { DEFAULT_POLICY } from '../../../../../policy/parameters.ts';

/** A user that is NON_COMPLIANT. */
export const ALICE: VerifiedUser = {
  userName: 'alice',
  userId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: 'arn:aws:iam::111122223333:user/ci/alice',
  complianceType: 'NON_COMPLIANT',
  situation: 'SurplusKeys',
  activeKeys: 2,
  refusalCode: 'KeysInUse',
  nextStep: 'Separate the workloads.',
  explanation: '2 active access keys.',
};

/** A user that is exempt. */
export const CAROL: VerifiedUser = {
  ...ALICE,
  userName: 'carol',
  complianceType: 'NOT_APPLICABLE',
  situation: 'Exempt',
  refusalCode: null,
  nextStep: null,
};

/** A user in a rotation. */
export const DAVE: VerifiedUser = {
  ...CAROL,
  userName: 'dave',
  complianceType: 'COMPLIANT',
  situation: 'RotationInProgress',
};

/** An account with these users, and others with at most one active key. */
export function anAccount(changes: Partial<AccountVerification> = {}): AccountVerification {
  return {
    accountId: '111122223333',
    accountName: null,
    failure: null,
    parameters: DEFAULT_POLICY,
    isComplete: true,
    summary: {
      users: 9,
      verdicts: { COMPLIANT: 7, NON_COMPLIANT: 1, NOT_APPLICABLE: 1 },
      activeKeys: { none: 4, one: 2, more: 3 },
      unread: 0,
    },
    users: [],
    failures: [],
    ...changes,
  };
}

/** A verification of these accounts. */
export function aVerification(...accounts: readonly AccountVerification[]): Verification {
  return {
    schemaVersion: '1.0',
    generatedAt: '2026-11-21T09:00:00.000Z',
    operator: 'arn:aws:iam::111122223333:user/auditor',
    command: 'one-active-key verify',
    accounts,
  };
}
