/**
 * The 85 characters from `#` to `y` without the apostrophe and the backslash: each stands for itself in a JavaScript
 * text and in a YAML block.
 */
const ALPHABET = Array.from({ length: 87 }, (_, n) => String.fromCharCode(35 + n)).filter(
  (character) => character !== "'" && character !== '\\',
);

const [BLOCK_BYTES, BLOCK_CHARACTERS] = [4, 5];

/** Writes bytes as text, five characters for four bytes where base64 takes five and a third; padded with zeros. */
export function toBase85(bytes: Buffer): string {
  const padded = Buffer.concat([
    bytes,
    Buffer.alloc((BLOCK_BYTES - (bytes.length % BLOCK_BYTES)) % BLOCK_BYTES),
  ]);
  return Array.from({ length: padded.length / BLOCK_BYTES }, (_, block) =>
    digits(padded.readUInt32BE(block * BLOCK_BYTES)),
  ).join('');
}

function digits(number: number): string {
  let text = '';
  for (let rest = number; text.length < BLOCK_CHARACTERS; rest = Math.floor(rest / ALPHABET.length)) {
    text = (ALPHABET[rest % ALPHABET.length] ?? '') + text;
  }
  return text;
}
