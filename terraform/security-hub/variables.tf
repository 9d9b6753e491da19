variable "stack_name" {
  description = "The name of the stack. Another name replaces the stack."
  type        = string
  default     = "OneActiveKeySecurityHub"
  nullable    = false
}

variable "template_folder" {
  description = "The folder with the templates that npm run build wrote; null: dist in this checkout."
  type        = string
  default     = null
}

variable "iam_role_arn" {
  description = "The ARN of the role with which CloudFormation acts; null: it acts with the permissions of whoever runs Terraform."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the stack, which CloudFormation also gives to its resources."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "timeout" {
  description = "How long Terraform waits for a creation, a change or a deletion of the stack."
  type        = string
  default     = "60m"
  nullable    = false
}
