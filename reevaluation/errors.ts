/** AWS Config refused to start an evaluation for so long that trying again would not help. */
export class PostponedTooLongError extends Error {
  override readonly name = 'PostponedTooLongError';

  constructor(configRuleNames: readonly string[], minutes: number) {
    super(
      `Config would not start an evaluation of ${configRuleNames.join(', ')} for ${minutes} minutes; expected the ` +
        'one before to end. Look at the rule function’s log; the next scheduled evaluation makes up for it',
    );
  }
}
