import type { Construct } from 'constructs';
import { addAccountParts } from '../constructs/account-parts.ts';
import { addFoundation } from '../constructs/foundation.ts';
import { addMemberOutputs } from '../outputs.ts';
import { NEAR_REAL_TIME, OPERATION } from '../parameters.ts';
import { describe } from '../product.ts';
import { addParameters } from '../settings.ts';
import { PlainStack } from './plain-stack.ts';

/** `OneActiveKeyMember`: what a conformance pack's rule and remediation need in each account. */
export class MemberStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      describe(
        'Functions, roles and runbooks that the One Active Key conformance pack needs in an account. The Config rule and its remediation come with the pack.',
      ),
    );
    const settings = addParameters(this, [NEAR_REAL_TIME, OPERATION]);
    addMemberOutputs(this, addAccountParts(this, addFoundation(this, settings)));
  }
}
