/** An attribute of a block: its name, and its expression in HCL. */
export type Attribute = readonly [name: string, expression: string];

/**
 * A quoted string of HCL without interpolation (Terraform Language, "Strings and Templates", "Escape
 * Sequences"). The escapes of JSON are also HCL's as long as the text is ASCII; throws for any other text.
 */
export function quoted(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text))
    throw new Error(`Expected printable ASCII; received ${JSON.stringify(text)}`);
  return JSON.stringify(text).replaceAll(/[$%]\{/g, (start) => `${start[0]}${start}`);
}

/** A list of HCL on one line. */
export function list(expressions: readonly string[]): string {
  return `[${expressions.join(', ')}]`;
}

/** Lines of attributes whose equals signs are in one column, as `terraform fmt` aligns them. */
export function attributeLines(attributes: readonly Attribute[], indent: string): readonly string[] {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return attributes.map(([name, expression]) => `${indent}${name.padEnd(width)} = ${expression}`);
}
