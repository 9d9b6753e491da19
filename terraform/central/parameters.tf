# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.

# Central topic: who publishes to it, and its encryption

variable "organization_id" {
  description = "The id of the organization (o-...) whose accounts publish messages. The command \"aws organizations describe-organization --query Organization.Id\" shows it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "Expected the id of an organization: o- and 10 to 32 small letters or digits."
  }
}

variable "kms_key_arn" {
  description = "The ARN of a symmetric KMS key of yours in this Region that encrypts the topic; empty: no encryption with KMS. The policy of the key must allow the roles one-active-key-notification of the members to use it (docs/reference.md). Roles of other accounts cannot use the key alias/aws/sns."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128})?$", var.kms_key_arn))
    error_message = "Expected the ARN of a KMS key in this Region, or empty."
  }
}

locals {
  parameters = {
    OrganizationId = var.organization_id
    KmsKeyArn      = var.kms_key_arn
  }
}
