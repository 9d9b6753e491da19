import type { Construct } from 'constructs';
import { addAccountResources } from '../constructs/account-resources.ts';
import { addStackContext } from '../constructs/stack-context.ts';
import { NEAR_REAL_TIME, OPERATION } from '../parameters/parameters.ts';
import { addParameters } from '../parameters/stack-parameters.ts';
import { addMemberOutputs } from './outputs.ts';
import { PlainStack } from './plain-stack.ts';
import { templateDescription } from './template-description.ts';

/** The stack `OneActiveKeyMember`: the resources that the conformance pack needs in each account. */
export class MemberStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(
      scope,
      id,
      templateDescription(
        'the functions, roles and runbooks that the conformance pack of One Active Key needs in an account. The conformance pack contains the rule and its remediation.',
      ),
    );
    const parameters = addParameters(this, [NEAR_REAL_TIME, OPERATION]);
    addMemberOutputs(this, addAccountResources(this, addStackContext(this, parameters)));
  }
}
