/** An object that creates each property when it is first read. */
export function lazily<Values extends object>(
  makers: { readonly [Name in keyof Values]: () => Values[Name] },
): Values {
  const values = {} as Values;
  for (const name of Object.keys(makers) as (keyof Values)[]) {
    Object.defineProperty(values, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = makers[name]();
        Object.defineProperty(values, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return values;
}
