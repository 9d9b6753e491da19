import type { Properties, ToRequests } from './template-request.ts';

/** A name as CloudFormation generates it. */
const TableName = 'OneActiveKey-LedgerTable-1A2B3C4D5E6F';

/** The requests that create a table. */
export const table: ToRequests = ({
  PointInTimeRecoverySpecification,
  SSESpecification,
  TimeToLiveSpecification,
  ...rest
}) => [
  {
    service: 'dynamodb',
    operation: 'CreateTable',
    input: { TableName, ...rest, ...encryption(SSESpecification as Properties | undefined) },
  },
  { service: 'dynamodb', operation: 'UpdateTimeToLive', input: { TableName, TimeToLiveSpecification } },
  {
    service: 'dynamodb',
    operation: 'UpdateContinuousBackups',
    input: { TableName, PointInTimeRecoverySpecification },
  },
];

/** In the API the name of the template's property `SSEEnabled` is `Enabled`. */
function encryption(specification: Properties | undefined): object {
  if (!specification) return {};
  const { SSEEnabled: Enabled, ...rest } = specification;
  return { SSESpecification: { Enabled, ...rest } };
}
