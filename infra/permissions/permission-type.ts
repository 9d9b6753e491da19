/** An action that a role may perform, and the reason for it. */
export interface Permission {
  readonly action: string;
  /** Written for `Fn::Sub`; several if IAM checks one request against each of them. */
  readonly resource: string | readonly string[];
  /** Its values are written for `Fn::Sub`, too. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly reason: string;
}
