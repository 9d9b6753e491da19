/** The key of an item: `pk` is its kind, and `sk` names it within the kind. */
export type ItemKey = Readonly<Record<'pk' | 'sk', string>>;

/** An item; its attributes are strings. */
export type Item = ItemKey & { readonly [attribute: string]: string };
