/** Items that the ledger does not write so: an attribute is absent or has another form. `test/fuzz/ledger.test.ts` has more. */

const AT = '2026-11-21T12:00:00.000Z';

/** A record and a touch; each is malformed where the other one is expected. */
const ITEMS: readonly Readonly<Record<string, string>>[] = [
  {
    sk: 'AIDACKCEVSQ6C2EXAMPLE#AKIAIOSFODNN7EXAMPLE',
    state: 'done',
    nonce: 'n',
    intendedAt: AT,
    changedAt: AT,
    deactivatedAt: AT,
    kept: 'AKIAI44QH8DHBEXAMPLE',
    execution: '',
  },
  { sk: `AKIAIOSFODNN7EXAMPLE#${AT}#e`, by: '', isOurs: 'true' },
];

/** The attributes that may have any text. */
const FREE_TEXTS: readonly string[] = ['nonce', 'by'];

/** Items of which each has one defect, in DynamoDB's form. */
export const FOREIGN_ITEMS: readonly object[] = [{}, ...ITEMS.flatMap(withDefects)];

function withDefects(item: Readonly<Record<string, string>>): object[] {
  const texts = Object.entries(item).map(([name, S]) => [name, { S }] as const);
  return Object.keys(item).flatMap((name) => {
    const values = FREE_TEXTS.includes(name) ? [undefined] : [undefined, { S: '#' }];
    return values.map((value) => ({ ...Object.fromEntries(texts), [name]: value }));
  });
}
