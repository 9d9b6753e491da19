import { toSafeJson } from '../../../formats/safe-json.ts';
import type { Verification } from '../../../verification/verification.ts';
import type { VerificationFormat } from './names.ts';

/** Makes the text of a verification, as it is printed or written to a file. */
export type FormatVerification = (verification: Verification) => string;

/** The formats; a command loads the one that it writes. */
const LOAD: Readonly<Record<VerificationFormat, () => Promise<FormatVerification>>> = {
  text: async () => (await import('./text.ts')).toText,
  json: async () => toSafeJson,
  csv: async () => (await import('./csv.ts')).toCsv,
  junit: async () => (await import('./junit.ts')).toJunit,
  sarif: async () => (await import('./sarif.ts')).toSarif,
};

/** Loads the code of one format only, since the others would cost time at the start of the command. */
export const loadVerificationFormat = (as: VerificationFormat): Promise<FormatVerification> => LOAD[as]();
