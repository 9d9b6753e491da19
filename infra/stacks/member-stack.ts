import type { Construct } from 'constructs';
import { addAccountResources } from '../constructs/account-resources.ts';
import { addStackContext } from '../constructs/stack-context.ts';
import { addMemberOutputs } from '../outputs.ts';
import { NEAR_REAL_TIME, OPERATION } from '../parameters.ts';
import { addParameters } from '../stack-parameters.ts';
import { templateDescription } from '../template-description.ts';
import { PlainStack } from './plain-stack.ts';

/** `OneActiveKeyMember`: what a conformance pack's rule and remediation need in each account. */
export class MemberStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      templateDescription(
        'Functions, roles and runbooks that the One Active Key conformance pack needs in an account. The Config rule and its remediation come with the pack.',
      ),
    );
    const parameters = addParameters(this, [NEAR_REAL_TIME, OPERATION]);
    addMemberOutputs(this, addAccountResources(this, addStackContext(this, parameters)));
  }
}
