import type { ExpressionKind, References } from './references.ts';
import { syntaxError, type Token } from './tokens.ts';

/** The place up to which an expression has been read. */
export interface Cursor {
  readonly kind: ExpressionKind;
  readonly references: References;
  /** The next token, or one behind it. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Takes the next token if it is this symbol or this keyword, whose case does not count. */
  takeIf(text: string): boolean;
  /** Takes this symbol or keyword; throws DynamoDB's syntax error if there is another token. */
  expect(text: string): void;
  /** DynamoDB's syntax error at the next token. */
  unexpected(): Error;
}

/** Creates a cursor at the first token. */
export function createCursor(kind: ExpressionKind, tokens: readonly Token[], references: References): Cursor {
  let position = 0;
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? { kind: 'end', text: '<EOF>' };
  const unexpected = (): Error => syntaxError(kind, peek().text, textNear(tokens, position));
  const take = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const takeIf = (text: string): boolean => {
    const isNext = ['word', 'symbol'].includes(peek().kind) && peek().text.toUpperCase() === text;
    if (isNext) take();
    return isNext;
  };
  return {
    kind,
    references,
    peek,
    take,
    takeIf,
    expect(text) {
      if (!takeIf(text)) throw unexpected();
    },
    unexpected,
  };
}

/** The texts of the tokens around a position, as DynamoDB quotes them. */
function textNear(tokens: readonly Token[], position: number): string {
  const around = tokens.slice(Math.max(0, position - 1), position + 2);
  return around
    .filter((token) => token.kind !== 'end')
    .map(({ text }) => text)
    .join(' ');
}
