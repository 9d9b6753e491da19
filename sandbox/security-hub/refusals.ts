import { AwsError } from '../api.ts';

/** The error for a member whose value the service does not take. */
export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
