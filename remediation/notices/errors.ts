/** The message of a notice, or of its reminder, was not accepted, so that it does not count as given. */
export class NoticeNotAcceptedError extends Error {
  override readonly name = 'NoticeNotAcceptedError';

  constructor(untold: string, problem: string, options: ErrorOptions = {}) {
    super(`${untold}, and nothing happens automatically before that: ${problem}`, options);
  }
}
