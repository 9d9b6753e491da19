/** A JSON object of unknown fields. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields, and neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
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
