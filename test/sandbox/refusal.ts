/** The error with which a request is refused; throws if the request succeeds. */
export async function refusalOf(request: Promise<unknown>): Promise<Error> {
  const answer = await request.catch((error: unknown) => ({ error }));
  if (typeof answer === 'object' && answer !== null && 'error' in answer && answer.error instanceof Error) {
    return answer.error;
  }
  throw new Error(`Expected an error; received ${JSON.stringify(answer)}`);
}
