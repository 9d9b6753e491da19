/** Every setting that the SDK would otherwise look up in the environment or in `~/.aws`. */
export const OFFLINE_SETTINGS = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'none' },
  authSchemePreference: ['sigv4'],
  // The sandbox does not check signatures, and signing takes a tenth of the time of a call.
  signer: { sign: async <Request>(request: Request): Promise<Request> => request },
  defaultsMode: 'standard' as const,
  disableClockSkewCorrection: true,
  retryMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'sandbox',
  // Only DynamoDB's client looks these two up.
  accountIdEndpointMode: 'disabled' as const,
  endpointDiscoveryEnabled: false,
  requestHandler: {
    handle: () => Promise.reject(new Error('The sandbox has no network')),
  },
};
