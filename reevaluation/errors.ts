/** Config would not start an evaluation for so long that waiting on would be no better. */
export class PostponedTooLongError extends Error {
  override readonly name = 'PostponedTooLongError';

  constructor(configRuleNames: readonly string[], minutes: number) {
    super(
      `Config would not start an evaluation of ${configRuleNames.join(', ')} for ${minutes} minutes; expected the ` +
        'one before to end. Look at the rule function’s log; the next scheduled evaluation makes up for it',
    );
  }
}
