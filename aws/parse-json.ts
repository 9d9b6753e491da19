/**
 * The value of a text in JSON, or undefined for any other text: the caller says what came instead, and where.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
