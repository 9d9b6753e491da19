const SERVICE_FAILURE = /Service(Failure)?Exception|InternalFailure|InternalServer(Exception|Error)/;

/** The error names that the SDK or our own code gives to each fault. */
export const CAUSES: Readonly<Record<string, RegExp>> = {
  throttled: /Throttling(Exception)?\b|TooManyRequestsException/,
  denied: /AccessDenied(Exception)?\b/,
  '500': SERVICE_FAILURE,
  reset: /TimeoutError/,
  hangs: /TimeoutError/,
  lost: new RegExp(`TimeoutError|${SERVICE_FAILURE.source}`),
  'function error': /InvokedFunctionError/,
  unperformed: /UnconfirmedError|MalformedAnswerError/,
  malformed: /MalformedAnswerError|ValidationException|TypeError/,
  'foreign item': /MalformedItemError/,
};
