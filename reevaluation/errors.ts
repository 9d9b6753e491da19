/** AWS Config refused to start an evaluation for so long that trying again would not help. */
export class PostponedTooLongError extends Error {
  override readonly name = 'PostponedTooLongError';

  constructor(configRuleNames: readonly string[], minutes: number) {
    super(
      `AWS Config refused to start an evaluation of ${configRuleNames.join(', ')} for ${minutes} minutes, although an ` +
        'evaluation ends within 15; read the log of the rule function; the next scheduled evaluation judges all users',
    );
  }
}
