import { Token } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../constructs/settings.ts';
import type { CodeSource } from '../constructs/stack-context.ts';
import { ACCOUNT_GROUPS } from '../parameters/account-parameters.ts';
import type { OneActiveKeyProps } from './one-active-key-props.ts';
import { PROP_PARSERS } from './prop-parsers.ts';
import { parseProps, type Refuse } from './prop-settings.ts';

const CODE = 'a function that returns a Code for the name of a function';

/** Parses the props of `OneActiveKey` as settings; refuses what the account template refuses. */
export function parseAccountProps(props: OneActiveKeyProps, refuse: Refuse): Settings {
  const table = { parsers: PROP_PARSERS, groups: ACCOUNT_GROUPS, others: ['code'] };
  const settings = parseProps(props, table, refuse);
  if (props.code !== undefined && typeof props.code !== 'function')
    refuse({ prop: 'code', expected: CODE, received: props.code });
  refuseContradictions(settings, refuse);
  return settings;
}

/** The prop `code`; a function that returns no code is refused when it does. */
export function parseCode(code: CodeSource, refuse: Refuse): CodeSource {
  return (functionName) => {
    const received: unknown = code(functionName);
    if (typeof (received as Partial<Code> | null | undefined)?.bind === 'function') return received as Code;
    return refuse({ prop: 'code', expected: CODE, received });
  };
}

/**
 * Refuses what the rules of the account template refuse; a setting that is known later cannot be checked
 * here.
 */
function refuseContradictions(settings: Settings, refuse: Refuse): void {
  const deletion = settings('Deletion');
  const deletes = !Token.isUnresolved(deletion) && deletion !== 'None';
  if (deletes && settings('Remediation') === 'None') {
    const expected =
      "'None', since remediation is 'None', and only keys that One Active Key deactivated are deleted";
    refuse({ prop: 'deletion', expected, received: deletion });
  }
  if (deletes && settings('NearRealTime') === 'false') {
    const expected =
      "'None', since nearRealTime is false, and a change has to be noticed before a key is deleted";
    refuse({ prop: 'deletion', expected, received: deletion });
  }
  refuseNotice(settings, refuse);
  const externalId = settings('ReviewerExternalId');
  if (externalId !== '' && settings('ReviewerAccountId') === '') {
    const expected = 'no external id, since reviewerAccountId is not given';
    refuse({ prop: 'reviewerExternalId', expected, received: externalId });
  }
}

function refuseNotice(settings: Settings, refuse: Refuse): void {
  const received = settings('NoticeDays');
  if (Token.isUnresolved(received) || received === '0') return;
  const remediation = settings('Remediation');
  if (!Token.isUnresolved(remediation) && remediation !== 'Automatic') {
    const expected =
      "0, since remediation is not 'Automatic', and only automatic deactivations wait for a notice";
    refuse({ prop: 'noticeDays', expected, received });
  }
  if (settings('NotificationTopicArn') === '' && settings('ChatTopicArn') === '') {
    const expected =
      '0, since there is neither a notificationTopic nor a chatTopic, and nothing happens automatically without an accepted notice';
    refuse({ prop: 'noticeDays', expected, received });
  }
}
