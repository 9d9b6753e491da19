import { Aws, CfnCondition, Fn, type Stack } from 'aws-cdk-lib';
import { CONSOLE_DOMAINS } from '../../product/console.ts';

/** The address of a console page in the stack's Region, followed by `fragments`. */
export type ConsoleLink = (page: string, ...fragments: string[]) => string;

/** Adds the conditions for the domain of the console, which is different in China and in GovCloud. */
export function addConsole(stack: Stack): ConsoleLink {
  const isPartition = (id: string, partition: string) =>
    new CfnCondition(stack, id, { expression: Fn.conditionEquals(Aws.PARTITION, partition) }).logicalId;
  const isChina = isPartition('IsChina', 'aws-cn');
  const isGovCloud = isPartition('IsGovCloud', 'aws-us-gov');
  const domain = Fn.conditionIf(
    isChina,
    CONSOLE_DOMAINS['aws-cn'],
    Fn.conditionIf(isGovCloud, CONSOLE_DOMAINS['aws-us-gov'], CONSOLE_DOMAINS.aws),
  ).toString();
  return (page, ...fragments) =>
    Fn.join('', ['https://console.', domain, `/${page}?region=`, Aws.REGION, ...fragments]);
}
