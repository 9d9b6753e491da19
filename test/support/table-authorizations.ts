/** A value of DynamoDB of the type string. */
interface Text {
  readonly S: string;
}

/** The fields of a request to a table on which its authorization depends. */
export interface TableInput {
  readonly TableName?: string;
  readonly Item?: Readonly<Record<string, Text>>;
  readonly Key?: Readonly<Record<string, Text>>;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Text>>;
}

/**
 * The value of the context key `dynamodb:LeadingKeys`: the partition key that a request names (DynamoDB
 * Developer Guide, "Using IAM policy conditions for fine-grained access control"). For a query it is the
 * value bound to `pk` in the key condition. Throws for a request that names none.
 */
export function leadingKey({
  Item,
  Key,
  KeyConditionExpression = '',
  ExpressionAttributeValues,
}: TableInput): string {
  const [, placeholder = ''] = /^pk = (:\w+)(?: AND |$)/.exec(KeyConditionExpression) ?? [];
  const { S: found } = Item?.['pk'] ?? Key?.['pk'] ?? ExpressionAttributeValues?.[placeholder] ?? { S: '' };
  if (found !== '') return found;
  const received = JSON.stringify({ Item, Key, KeyConditionExpression, ExpressionAttributeValues });
  throw new Error(`Expected one partition key pk; received ${received}`);
}
