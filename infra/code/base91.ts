/**
 * The 91 characters from `!` to `~` without the quotes and the backslash: none of them has to be escaped in a
 * JavaScript string or in a YAML block literal.
 */
const ALPHABET = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter(
  (character) => !['"', "'", '\\'].includes(character),
);

/** Two characters have 91 x 91 = 8,281 values, of which 2^13 = 8,192 are used. */
const BITS_PER_PAIR = 13;

/**
 * Encodes bytes as text: 16 characters for 13 bytes, for which base64 needs 17 and a third. The lowest bits of the
 * first byte come first, and zeros fill the last pair.
 */
export function toBase91(bytes: Buffer): string {
  let text = '';
  let [bits, held] = [0, 0];
  const takePair = () => {
    const value = bits & (2 ** BITS_PER_PAIR - 1);
    text += `${ALPHABET[Math.floor(value / ALPHABET.length)]}${ALPHABET[value % ALPHABET.length]}`;
    bits >>= BITS_PER_PAIR;
    held -= BITS_PER_PAIR;
  };
  for (const byte of bytes) {
    bits |= byte << held;
    held += 8;
    if (held >= BITS_PER_PAIR) takePair();
  }
  if (held > 0) takePair();
  return text;
}
