/** Produces an error; returns its name and message, as the function's answer or the log shows them. */
export type ErrorCase = () => Promise<string>;

/** The name and message of the error that some work ends with. */
export async function errorOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: Error & { errorType?: string }) => thrown,
  );
  return `${'errorType' in error ? error.errorType : error.name}: ${error.message}`;
}
