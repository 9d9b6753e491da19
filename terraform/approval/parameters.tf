# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.

# Approval: who is asked, and for how long

variable "approvers" {
  description = "The ARNs of the IAM users and roles who may approve or reject, 1 to 10, joined by commas without spaces. Everybody with one of these roles is the same approver. Names with a comma are not possible. They also need the permission ssm:SendAutomationSignal."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/[A-Za-z0-9+=.@_/-]+(,arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/[A-Za-z0-9+=.@_/-]+){0,9}$", var.approvers))
    error_message = "Expected 1 to 10 ARNs of IAM users or roles, joined by commas without spaces."
  }
}

variable "minimum_approvals" {
  description = "The number of approvers who must approve, 1 to 10; not more than there are approvers, or the runbook cannot be created."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|10)$", tostring(var.minimum_approvals)))
    error_message = "Expected a whole number from 1 to 10."
  }
}

variable "approval_timeout_seconds" {
  description = "After how many seconds nobody can approve any more: 60 to 2592000, which are 30 days. The default is 7 days. Nothing is deactivated then."
  type        = number
  default     = 604800
  nullable    = false

  validation {
    condition     = can(regex("^(?:6[0-9]|[7-9][0-9]|[1-9][0-9]{2,5}|1[0-9]{6}|2[0-4][0-9]{5}|25[0-8][0-9]{4}|259[01][0-9]{3}|2592000)$", tostring(var.approval_timeout_seconds)))
    error_message = "Expected a whole number from 60 to 2592000."
  }
}

variable "approval_topic_arn" {
  description = "The ARN of a standard SNS topic in this account and Region that gets each request, with the plan; empty: none. Its name must begin with Automation, and its policy must allow the role one-active-key-automation to publish (docs/approval.md)."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:Automation[A-Za-z0-9_-]{0,246})?$", var.approval_topic_arn))
    error_message = "Expected the ARN of a standard SNS topic whose name begins with Automation, or empty."
  }
}

locals {
  parameters = {
    Approvers              = var.approvers
    MinimumApprovals       = tostring(var.minimum_approvals)
    ApprovalTimeoutSeconds = tostring(var.approval_timeout_seconds)
    ApprovalTopicArn       = var.approval_topic_arn
  }
}
