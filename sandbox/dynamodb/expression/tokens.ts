import { type ExpressionKind, invalidExpression } from './references.ts';

/** A part of an expression. The last one is the end, whose text is `<EOF>` as in DynamoDB's messages. */
export interface Token {
  /** A word is a keyword, a function or an attribute; a name begins with `#`, a value with `:`. */
  readonly kind: 'word' | 'name' | 'value' | 'symbol' | 'end';
  readonly text: string;
}

const TOKEN = /\s*(?:(?<word>[A-Za-z]\w*)|(?<name>#\w+)|(?<value>:\w+)|(?<symbol><>|<=|>=|[=<>(),.[\]]))/y;

/** The maximum length of an expression in bytes: 4 KB (Developer Guide, Quotas: Expression parameters). */
const MAX_LENGTH = 4096;

/**
 * Reads the tokens of an expression; throws DynamoDB's error if it is empty, too long or has other
 * characters.
 */
export function tokensOf(kind: ExpressionKind, expression: string): readonly Token[] {
  if (expression.trim() === '') throw invalidExpression(kind, 'The expression can not be empty;');
  const length = Buffer.byteLength(expression);
  if (length > MAX_LENGTH) {
    const reason = `Expression size has exceeded the maximum allowed size; expression size: ${length}`;
    throw invalidExpression(kind, reason);
  }
  const tokens: Token[] = [];
  const text = expression.trimEnd();
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw syntaxError(kind, text.slice(at).trim().charAt(0), text.slice(at).trim());
    tokens.push(tokenOf(kind, match.groups ?? {}));
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '<EOF>' }];
}

function tokenOf(kind: ExpressionKind, groups: Readonly<Record<string, string | undefined>>): Token {
  const { word, name, value, symbol = '' } = groups;
  if (word !== undefined) return { kind: 'word', text: word };
  if (name !== undefined) return { kind: 'name', text: name };
  if (value !== undefined) return { kind: 'value', text: value };
  if (/[.[\]]/.test(symbol))
    throw new Error(`The sandbox supports no document paths in a ${kind}; received ${symbol}`);
  return { kind: 'symbol', text: symbol };
}

/** DynamoDB's error for a token at which no expression can continue; `near` is the text around it. */
export function syntaxError(kind: ExpressionKind, token: string, near: string): Error {
  return invalidExpression(kind, `Syntax error; token: "${token}", near: "${near}"`);
}
