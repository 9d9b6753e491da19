# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.

# Forwarding

variable "home_region" {
  description = "The Region of the stack OneActiveKey, for example eu-central-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$", var.home_region))
    error_message = "Expected the code of an AWS Region."
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
    HomeRegion              = var.home_region
    PermissionsBoundaryName = var.permissions_boundary_name
    RolePath                = var.role_path
  }
}
