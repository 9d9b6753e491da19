variable "home_region" {
  description = "The one Region of One Active Key, for all accounts; with Control Tower its home Region."
  type        = string
  default     = "eu-central-1"
}

variable "organization_id" {
  description = "The id of the organization, for example o-a1b2c3d4e5."
  type        = string
}

variable "root_id" {
  description = "The id of the organization's root, for example r-ab12."
  type        = string
}

variable "management_account_id" {
  description = "The id of the management account."
  type        = string
}

variable "security_account_id" {
  description = "The id of the account that becomes the delegated administrator, has the central topic and reviews."
  type        = string
}

variable "management_profile" {
  description = "The profile of the AWS configuration that leads to the management account."
  type        = string
}

variable "template_bucket" {
  description = "A bucket of the security account in the home Region."
  type        = string
}

variable "management_template_bucket" {
  description = "A bucket of the management account in the home Region."
  type        = string
}

variable "iam_role_arn" {
  description = "The role with which CloudFormation deploys to the organization, since credentials may end before it does."
  type        = string
  default     = null
}

variable "excluded_accounts" {
  description = "Accounts without a recorder of IAM users: one that fails lets the pack fail as a whole."
  type        = list(string)
  default     = []
}
