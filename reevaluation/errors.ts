/**
 * AWS Config refused to start an evaluation for longer than an evaluation can take, so another attempt would
 * not help.
 */
export class PostponedTooLongError extends Error {
  override readonly name = 'PostponedTooLongError';

  constructor(configRuleNames: readonly string[], minutes: number) {
    super(
      `AWS Config refused to start an evaluation of ${configRuleNames.join(', ')} for ${minutes} minutes, although an ` +
        'evaluation takes at most 15 minutes. Read the log of the rule function. The next scheduled evaluation includes ' +
        'the change',
    );
  }
}
