import { fieldsOf } from '../aws/event-fields.ts';
import type { JsonObject } from '../aws/json.ts';
import { optionalText } from '../aws/required.ts';
import { isUserId, type UserId, type UserName, userName } from '../policy/identifiers.ts';

/** A finding that Security Hub CSPM made of an evaluation of AWS Config: what we read of it. */
export interface Finding {
  readonly id: string;
  readonly productArn: string;
  readonly accountId: string;
  readonly region: string;
  /**
   * Its documented members are GeneratorId and Title (User Guide, "Interpreting AWS Config finding names").
   */
  readonly configRuleArn: string;
  readonly configRuleName: string;
  /** The user of the finding, as far as the finding says. */
  readonly user: FindingUser;
  readonly note: FindingNote | undefined;
  /** NEW, NOTIFIED, SUPPRESSED or RESOLVED. */
  readonly workflowStatus: string;
  /** PASSED, FAILED, NOT_AVAILABLE or WARNING. */
  readonly complianceStatus: string;
}

/**
 * What a finding says of its user. Security Hub CSPM adds all of it "on a best-effort basis", so that each
 * may be missing.
 */
export interface FindingUser {
  /**
   * `Resources[].Id`, documented as the ARN of the configuration item or one that is computed; empty if it is
   * missing.
   */
  readonly arn: string;
  /** The name in this ARN, if it is one of an IAM user of the account. */
  readonly name: UserName | undefined;
  /** `Resources[].Details.AwsIamUser.UserId`. */
  readonly id: UserId | undefined;
}

/** A note, which people and programs write; a finding has one. */
export interface FindingNote {
  readonly text: string;
  readonly updatedBy: string;
}

/**
 * Parses a finding, of an event or of an answer of GetFindings; a member that is missing or no text is empty.
 */
export function parseFinding(value: unknown): Finding {
  const finding = fieldsOf(value);
  const accountId = optionalText(finding['AwsAccountId']);
  return {
    id: optionalText(finding['Id']),
    productArn: optionalText(finding['ProductArn']),
    accountId,
    region: optionalText(finding['Region']),
    configRuleArn: optionalText(finding['GeneratorId']),
    configRuleName: optionalText(finding['Title']),
    user: parseUser(finding['Resources'], accountId),
    note: parseNote(fieldsOf(finding['Note'])),
    workflowStatus: optionalText(fieldsOf(finding['Workflow'])['Status']),
    complianceStatus: optionalText(fieldsOf(finding['Compliance'])['Status']),
  };
}

function parseNote({ Text, UpdatedBy }: JsonObject): FindingNote | undefined {
  const text = optionalText(Text);
  return text === '' ? undefined : { text, updatedBy: optionalText(UpdatedBy) };
}

/** An evaluation is about one resource; of a finding with several we would not know which. */
function parseUser(resources: unknown, accountId: string): FindingUser {
  const [resource, ...others] = Array.isArray(resources) ? resources : [];
  const { Id, Details } = others.length === 0 ? fieldsOf(resource) : {};
  const { UserId: id } = fieldsOf(fieldsOf(Details)['AwsIamUser']);
  const arn = optionalText(Id);
  return {
    arn,
    name: nameIn(arn, accountId),
    id: typeof id === 'string' && isUserId(id) ? id : undefined,
  };
}

/** The ARN of a user, with its path (IAM User Guide, "IAM identifiers"); a name as CreateUser takes it. */
const USER_ARN = /^arn:[a-z-]+:iam::(\d{12}):user\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]{1,64})$/;

function nameIn(arn: string, accountId: string): UserName | undefined {
  const [, account, name] = USER_ARN.exec(arn) ?? [];
  return name !== undefined && account === accountId ? userName(name) : undefined;
}
