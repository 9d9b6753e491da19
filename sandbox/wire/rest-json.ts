import { AwsError } from '../api.ts';
import { parseBody, parseJsonCall } from './json.ts';
import type { Protocol, WireResponse } from './protocol.ts';

const SCHEDULE = /^\/schedules\/([^/?]+)$/;

const LIST_REGIONS = '/listRegions';

/**
 * REST-JSON, the protocol of EventBridge Scheduler and of Account Management: the method and the path name
 * the operation. The only operations are `POST /schedules/{Name}`, which is CreateSchedule, and
 * `POST /listRegions`.
 */
export const restJsonProtocol: Protocol = {
  matches: ({ path }) => path.startsWith('/schedules') || path === LIST_REGIONS,
  parse({ method, path, body }) {
    if (path === LIST_REGIONS && method === 'POST') return parseJsonCall('account', 'ListRegions', body);
    const [, name] = SCHEDULE.exec(path) ?? [];
    if (method !== 'POST' || !name) {
      const message = `Expected POST /schedules/{Name}; received ${method} ${path}`;
      throw new AwsError('UnknownOperationException', message);
    }
    const input = { ...(parseBody(body) as object), Name: decodeURIComponent(name) };
    return { service: 'scheduler', operation: 'CreateSchedule', input };
  },
  write: (_call, output, requestId) => response(200, output, { 'x-amzn-requestid': requestId }),
  refuse: ({ name, message, status, requestId }) =>
    response(status, { Message: message }, { 'x-amzn-requestid': requestId, 'x-amzn-errortype': name }),
};

function response(status: number, body: object, headers: Readonly<Record<string, string>>): WireResponse {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
