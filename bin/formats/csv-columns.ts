/**
 * New columns are added at the end, so that scripts that read columns by position continue to work; after
 * them come the columns of tags, such as `tag:Owner`, which depend on the options.
 */
export const COLUMNS = [
  'userName',
  'userId',
  'complianceType',
  'annotation',
  'accessKeyId',
  'status',
  'createdAt',
  'lastUsedAt',
  'lastUsedService',
  'lastUsedRegion',
  'planned',
  'refusalCode',
  'deactivatedAt',
  'record',
  'accountId',
  'arn',
  'path',
  'userCreatedAt',
  'consoleAccess',
  'privileged',
  'privilegedBy',
  'production',
  'ageDays',
  'unusedDays',
  'exemptUntil',
  'exemptReason',
  'exemptOwner',
  'exemptDaysLeft',
  'tags',
  'accountName',
  'accountAlias',
] as const;

/** The values of a row; a column that is absent is empty. */
export type Row = Partial<Readonly<Record<(typeof COLUMNS)[number] | `tag:${string}`, string>>>;
