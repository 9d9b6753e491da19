import { iamCommand } from '../../policy/iam-command.ts';
import { isAccessKeyId } from '../../policy/identifiers.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';
import type { Message } from '../occurrence.ts';

/** Something that the owner can do. */
export interface Choice {
  /** One sentence of ours. */
  readonly text: string;
  readonly command: string;
}

/** The three things that the owner of a user can do; `userName` is the one that the commands have. */
export function choicesOf(message: Message, userName: string): readonly Choice[] {
  const [goes] = message.accessKeyIds;
  return [
    {
      // No id stands in the command: with the wrong one, the key in use would go.
      text: 'Name the key that stays, with a tag of the user; the others go then, in use or not:',
      command: iamCommand('tag-user', userName, `--tags Key=${KEEP_TAG},Value=KEY_THAT_STAYS`),
    },
    {
      text: 'Exempt the user for a time and say why, with two tags:',
      command: iamCommand(
        'tag-user',
        userName,
        `--tags Key=${EXEMPT_UNTIL_TAG},Value=YYYY-MM-DD Key=${EXEMPT_REASON_TAG},Value=REASON`,
      ),
    },
    {
      text: 'Finish the rotation: set the key that is no longer needed to Inactive:',
      command: iamCommand(
        'update-access-key',
        userName,
        `--access-key-id ${keyArgument(goes)} --status Inactive`,
      ),
    },
  ];
}

/** The id of a key for a command; `ACCESS_KEY_ID` for any other text. */
const keyArgument = (key: string | undefined): string =>
  key !== undefined && isAccessKeyId(key) ? key : 'ACCESS_KEY_ID';
