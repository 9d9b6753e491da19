/** A value of one of the two types that the sandbox supports: a text or a number. */
export type AttributeValue = { readonly S: string } | { readonly N: string };

/** The attributes of an item by their names. */
export type Item = Readonly<Record<string, AttributeValue>>;
