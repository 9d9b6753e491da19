# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.

# Security Hub

variable "custom_action" {
  description = "true: the custom action \"Keep one active key\" of Security Hub, which the command in the output creates, starts the runbook OneActiveKey-DeactivateSurplusAccessKeys for the users of the chosen findings; the stack OneActiveKey must have Remediation=Manual or Automatic. false: the stack only writes notes and workflow statuses."
  type        = bool
  default     = false
  nullable    = false
}

variable "notification_topic_arn" {
  description = "The ARN of a standard SNS topic of this account and Region that is notified if the function fails repeatedly; empty: none. The policy of the topic must allow cloudwatch.amazonaws.com to publish."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$", var.notification_topic_arn))
    error_message = "Expected the ARN of a standard SNS topic in this Region, or empty."
  }
}

variable "kms_key_arn" {
  description = "The ARN of a symmetric KMS key in this Region that encrypts the log and the environment variables of the function; empty: keys of AWS. The policy of the key must allow the service logs.REGION.amazonaws.com and the role of the function to use it."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128})?$", var.kms_key_arn))
    error_message = "Expected the ARN of a KMS key in this Region, or empty."
  }
}

variable "log_retention_days" {
  description = "The number of days that CloudWatch Logs keeps the log of the function, which says what it changed in which finding."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "Expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "permissions_boundary_name" {
  description = "The name of the IAM policy of this account that becomes the permissions boundary of every role of this stack, with its path if it has one (team/boundary); empty: none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9+=,.@_-]+/){0,20}[A-Za-z0-9+=,.@_-]{1,128}$|^$", var.permissions_boundary_name)) && length(var.permissions_boundary_name) <= 640
    error_message = "Expected the name of an IAM policy with its path but without a slash before it, or empty."
  }
}

variable "role_path" {
  description = "The path of every role of this stack, for example /security/; / is no path. The ARN of the automation role contains it: a conformance pack and the commands that start a runbook need the same path. It cannot be changed later: delete the stack and deploy it again."
  type        = string
  default     = "/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9+=,.@_-]+/)*$", var.role_path)) && length(var.role_path) <= 194
    error_message = "Expected a path of at most 194 characters that begins and ends with a slash."
  }
}

locals {
  parameters = {
    CustomAction            = tostring(var.custom_action)
    NotificationTopicArn    = var.notification_topic_arn
    KmsKeyArn               = var.kms_key_arn
    LogRetentionDays        = tostring(var.log_retention_days)
    PermissionsBoundaryName = var.permissions_boundary_name
    RolePath                = var.role_path
  }
}
