/**
 * Creates the ids of one account. Each id is new, has AWS's form, and is marked as an example as in AWS's
 * documentation.
 */
export interface Identifiers {
  /** `AIDA…`, 21 characters. */
  userId(): string;
  /** `AKIA…`, 20 characters. */
  accessKeyId(): string;
  /** `ASIA…`, 20 characters: the id of temporary credentials. */
  temporaryKeyId(): string;
  /** An id in the form of a UUID. */
  uuid(): string;
  /** An id of `length` lower-case letters and digits. */
  suffix(length: number): string;
}

/** The characters of the ids of IAM. */
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';
const HEXADECIMAL = '0123456789abcdef';

/** Creates a source of ids: the same random numbers give the same ids in the same order. */
export function createIdentifiers(random: () => number): Identifiers {
  const given = new Set<string>();

  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');

  const unique = (make: () => string): string => {
    let id = make();
    while (given.has(id)) id = make();
    given.add(id);
    return id;
  };

  return {
    userId: () => unique(() => `AIDA${draw(BASE32, 10)}EXAMPLE`),
    accessKeyId: () => unique(() => `AKIA${draw(BASE32, 9)}EXAMPLE`),
    temporaryKeyId: () => unique(() => `ASIA${draw(BASE32, 9)}EXAMPLE`),
    uuid: () => unique(() => [8, 4, 4, 4, 12].map((length) => draw(HEXADECIMAL, length)).join('-')),
    suffix: (length) => unique(() => draw(BASE36, length)),
  };
}
