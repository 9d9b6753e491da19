/** The notice of a deactivation was not accepted, so that it does not count as given. */
export class NoticeNotAcceptedError extends Error {
  override readonly name = 'NoticeNotAcceptedError';

  constructor(userName: string, problem: string, options: ErrorOptions = {}) {
    super(
      `no notice was given to the owner of ${userName}, and nothing happens automatically without one: ${problem}`,
      options,
    );
  }
}

/** It cannot be told by which parameters an automatic deactivation is to be decided. */
export class AmbiguousRulesError extends Error {
  override readonly name = 'AmbiguousRulesError';

  constructor(problem: string) {
    super(`nothing is deactivated automatically: ${problem}`);
  }
}
