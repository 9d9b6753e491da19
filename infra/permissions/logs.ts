import type { Permission } from './permission-type.ts';

/**
 * The permissions that every function needs to write its log. `resource` is the ARN that `Fn::GetAtt` returns
 * for a log group: it ends in `:*` and so matches the log streams.
 */
export function logPermissions(resource: string): readonly Permission[] {
  return [
    { action: 'logs:CreateLogStream', resource, reason: 'create a log stream for the function' },
    { action: 'logs:PutLogEvents', resource, reason: 'write the log of the function' },
  ];
}
