/**
 * What the landing zones accept, as far as the examples use it. Facts of the published schemas, read
 * 2026-11-29: each schema here has the fields that the published one has and refuses all others.
 */

const TEXT = { type: 'string', minLength: 1 };
const TEXTS = { type: 'array', items: TEXT, minItems: 1, uniqueItems: true };

const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/**
 * A manifest of Customizations for AWS Control Tower 2.8.4
 * (source/src/cfct/validation/manifest-v2.schema.yaml). Stricter in three places: a parameter's value is a
 * text, since the code splits it at commas (cfn_params_handler.py); a resource has Regions and a unit or an
 * account; the only method is the one that the examples use.
 */
export const MANIFEST = closed(['region', 'version', 'resources'], {
  region: TEXT,
  version: { const: '2021-03-15' },
  enable_stack_set_deletion: { type: 'boolean' },
  resources: {
    type: 'array',
    minItems: 1,
    items: closed(['name', 'resource_file', 'deploy_method', 'deployment_targets', 'regions'], {
      name: TEXT,
      description: TEXT,
      resource_file: TEXT,
      deployment_targets: {
        ...closed([], { accounts: TEXTS, organizational_units: TEXTS }),
        minProperties: 1,
      },
      parameter_file: TEXT,
      parameters: {
        type: 'array',
        items: closed(['parameter_key', 'parameter_value'], {
          parameter_key: TEXT,
          parameter_value: { type: 'string' },
        }),
      },
      deploy_method: { const: 'stack_set' },
      regions: TEXTS,
      export_outputs: { type: 'array', items: closed(['name', 'value'], { name: TEXT, value: TEXT }) },
    }),
  },
});

const PERCENTAGE = { type: 'number', minimum: 0, maximum: 100 };

/**
 * A customizations-config.yaml of Landing Zone Accelerator on AWS 1.15.5
 * (source/packages/@aws-accelerator/config/lib/schemas/customizations-config.json, ICloudFormationStackSet).
 * A name has at most 128 characters (validator/customizations-config-validator.ts).
 */
export const CUSTOMIZATIONS = closed(['customizations'], {
  createCfnStackSetExecutionRole: { type: 'boolean' },
  customizations: closed(['cloudFormationStackSets'], {
    cloudFormationStackSets: {
      type: 'array',
      minItems: 1,
      items: closed(['deploymentTargets', 'name', 'regions', 'template'], {
        name: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9-]{0,127}$' },
        description: TEXT,
        template: TEXT,
        capabilities: {
          type: 'array',
          items: { enum: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] },
        },
        dependsOn: TEXTS,
        administrationRoleArn: TEXT,
        executionRoleName: TEXT,
        deploymentTargets: {
          ...closed([], {
            accounts: TEXTS,
            excludedAccounts: TEXTS,
            excludedRegions: TEXTS,
            organizationalUnits: TEXTS,
          }),
          minProperties: 1,
        },
        regions: TEXTS,
        operationPreferences: closed([], {
          failureToleranceCount: { type: 'number' },
          failureTolerancePercentage: PERCENTAGE,
          maxConcurrentCount: { type: 'number' },
          maxConcurrentPercentage: PERCENTAGE,
          regionConcurrencyType: { enum: ['SEQUENTIAL', 'PARALLEL'] },
          regionOrder: TEXTS,
        }),
        parameters: {
          type: 'array',
          items: closed(['name', 'value'], { name: TEXT, value: { type: 'string' } }),
        },
      }),
    },
  }),
});
