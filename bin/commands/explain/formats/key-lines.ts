import type { ExplainedKey, UserExplanation } from '../explanation.ts';

/** The lines about a key: its times, and its part in the decision. */
export function keyLines(key: ExplainedKey, { accessKeys }: UserExplanation): readonly string[] {
  const { accessKeyId, status, createdAt, lastUsed } = key;
  const used = lastUsed
    ? `last used ${lastUsed.at.slice(0, 16)}Z (${lastUsed.service}, ${lastUsed.region})`
    : 'never used';
  return [
    `${accessKeyId}: ${status}, created ${createdAt.slice(0, 16)}Z, ${used}.`,
    `  ${[PARTS[key.part], rankText(key, accessKeys), protectionText(key)].filter(Boolean).join(' ')}`,
  ];
}

const PARTS: Readonly<Record<ExplainedKey['part'], string>> = {
  kept: 'It is kept.',
  surplus: 'It is surplus, and would be deactivated.',
  stays: 'Nothing would be done to it.',
  notCounted: 'It is not counted, since only keys of the status Active are.',
};

function rankText({ rank }: ExplainedKey, all: readonly ExplainedKey[]): string {
  if (rank === null) return '';
  const ranked = all.filter((key) => key.rank !== null).length;
  return `The strategy ranks it ${rank} of ${ranked}.`;
}

function protectionText({ protectedBy, protectedUntil }: ExplainedKey): string {
  if (protectedBy === null) return '';
  const why = protectedBy === 'KeysInUse' ? 'it is in use' : 'it is new';
  return `Unless a survivor is named, it is protected until ${protectedUntil?.slice(0, 16)}Z, since ${why} (${protectedBy}).`;
}
