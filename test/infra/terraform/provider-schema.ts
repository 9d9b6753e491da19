/**
 * What Terraform's AWS provider 6.66.0 accepts, as far as the modules use it: the attributes of the schema
 * that the provider prints (`terraform providers schema -json`), read 2026-11-29 from the bindings that are
 * generated from it (npm package
 * @cdktn/provider-aws 25.7.0). Each type here has all attributes of that schema, so any other one is an error
 * in Terraform, too.
 */
export interface BlockSchema {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Attributes that can be read and not given. */
  readonly readOnly: readonly string[];
  /** Blocks within the block, with their attributes. */
  readonly blocks: Readonly<Record<string, readonly string[]>>;
}

/** The schema of each type, as an address begins: `aws_…` for a resource, `data.aws_…` for a data source. */
export const PROVIDER_SCHEMA: Readonly<Record<string, BlockSchema>> = {
  aws_cloudformation_stack: {
    required: ['name'],
    optional: [
      'capabilities',
      'disable_rollback',
      'iam_role_arn',
      'id',
      'notification_arns',
      'on_failure',
      'parameters',
      'policy_body',
      'policy_url',
      'region',
      'tags',
      'tags_all',
      'template_body',
      'template_url',
      'timeout_in_minutes',
    ],
    readOnly: ['outputs'],
    blocks: { timeouts: ['create', 'delete', 'update'] },
  },
  aws_s3_object: {
    required: ['bucket', 'key'],
    optional: [
      'acl',
      'bucket_key_enabled',
      'cache_control',
      'checksum_algorithm',
      'content',
      'content_base64',
      'content_disposition',
      'content_encoding',
      'content_language',
      'content_type',
      'etag',
      'force_destroy',
      'id',
      'kms_key_id',
      'metadata',
      'object_lock_legal_hold_status',
      'object_lock_mode',
      'object_lock_retain_until_date',
      'region',
      'server_side_encryption',
      'source',
      'source_hash',
      'storage_class',
      'tags',
      'tags_all',
      'website_redirect',
    ],
    readOnly: [
      'arn',
      'checksum_crc32',
      'checksum_crc32c',
      'checksum_crc64nvme',
      'checksum_sha1',
      'checksum_sha256',
      'version_id',
    ],
    blocks: { override_provider: ['default_tags'] },
  },
  'data.aws_s3_bucket': {
    required: ['bucket'],
    optional: ['id', 'region'],
    readOnly: [
      'arn',
      'bucket_domain_name',
      'bucket_region',
      'bucket_regional_domain_name',
      'hosted_zone_id',
      'website_domain',
      'website_endpoint',
    ],
    blocks: {},
  },
};

/**
 * Attributes that conflict with one another (documentation of aws_cloudformation_stack, and schema of
 * aws_s3_object).
 */
export const CONFLICTS: readonly (readonly string[])[] = [
  ['template_body', 'template_url'],
  ['disable_rollback', 'on_failure'],
  ['source', 'content', 'content_base64'],
];

/**
 * Arguments that Terraform itself adds to each resource (Terraform Language, "Meta-Arguments"), as far as the
 * modules use them.
 */
export const META_ARGUMENTS: readonly string[] = ['count', 'lifecycle'];

/** What a lifecycle block may have (Terraform Language, "The lifecycle Meta-Argument"). */
export const LIFECYCLE: readonly string[] = [
  'create_before_destroy',
  'prevent_destroy',
  'ignore_changes',
  'replace_triggered_by',
  'precondition',
  'postcondition',
];
