/**
 * Thrown before anything is written: the name of the test user belongs to a user that this program did not
 * make.
 */
export class NotOursError extends Error {
  override readonly name = 'NotOursError';

  constructor(userName: string) {
    super(
      `expected no IAM user ${userName}, or one that an earlier run left behind; found one without the tag of this program. ` +
        'Nothing was changed: delete or rename that user, if it is yours.',
    );
  }
}
