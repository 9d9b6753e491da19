# Written by `npm run terraform` from the parameters of the template: change infra/parameters, not this file.

# Organization: which accounts

variable "rollout" {
  description = "ConformancePack: a StackSet brings the functions, and an organization conformance pack brings the rule; for the whole organization. StackSet: the StackSet brings the rule, too; for any units, for a pilot, and with remediation exceptions."
  type        = string
  default     = "ConformancePack"
  nullable    = false

  validation {
    condition     = contains(["ConformancePack", "StackSet"], var.rollout)
    error_message = "Expected one of ConformancePack, StackSet."
  }
}

variable "root_id" {
  description = "The id of the root (r-...), for the whole organization, or with a filter for a pilot that grows to all of it; empty: OrganizationalUnitIds names the units. A change from one to the other deletes the stacks in all accounts first and creates them again, with new ledgers."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(r-[a-z0-9]{4,32})?$", var.root_id))
    error_message = "Expected the id of the root of an organization (r-...), or empty."
  }
}

variable "organizational_unit_ids" {
  description = "The ids of at most 50 organizational units (ou-...), with the units below them; empty: RootId names the whole organization. Units can be added. Only for Rollout=StackSet."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.organizational_unit_ids) <= 50 && alltrue([for id in var.organizational_unit_ids : can(regex("^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$", id))])
    error_message = "Expected at most 50 ids of organizational units (ou-...), or empty. For more units name a unit above them, or the root."
  }
}

variable "account_filter_type" {
  description = "NONE: the StackSet deploys to all accounts of the root or of the units, and to accounts that join. INTERSECTION: only to those of them that Accounts names. DIFFERENCE: to all of them except those that Accounts names. With a filter, accounts that join get nothing, since CloudFormation does not apply the filter to them. Only for Rollout=StackSet."
  type        = string
  default     = "NONE"
  nullable    = false

  validation {
    condition     = contains(["NONE", "INTERSECTION", "DIFFERENCE"], var.account_filter_type)
    error_message = "Expected one of NONE, INTERSECTION, DIFFERENCE."
  }
}

variable "accounts" {
  description = "The ids of at most 315 accounts of the filter. Required if AccountFilterType is INTERSECTION or DIFFERENCE; otherwise empty."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.accounts) <= 315 && alltrue([for id in var.accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "Expected at most 315 account ids, or empty, since a parameter has at most 4,096 bytes. For more accounts put them into an organizational unit, and name the unit."
  }
}

variable "excluded_accounts" {
  description = "The ids of at most 315 accounts that do not get the conformance pack: accounts without AWS Config, for example. They get the functions all the same. Only for Rollout=ConformancePack."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.excluded_accounts) <= 315 && alltrue([for id in var.excluded_accounts : can(regex("^[0-9]{12}$", id))])
    error_message = "Expected at most 315 account ids, or empty, since a parameter has at most 4,096 bytes. To leave out more accounts choose Rollout=StackSet and name the units of the others."
  }
}

variable "management_account_id" {
  description = "The id of the management account, or empty if this stack is in the management account. A StackSet does not deploy to the management account."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([0-9]{12})?$", var.management_account_id))
    error_message = "Expected an account id, or empty."
  }
}

variable "exclude_management_account" {
  description = "Only for Rollout=ConformancePack. true: the management account does not get the conformance pack. false: it gets the pack, too; first deploy the account template with ConfigRule=None there."
  type        = bool
  default     = true
  nullable    = false
}

# Deployment: who deploys, and how many accounts at a time

variable "call_as" {
  description = "SELF: this stack is in the management account. DELEGATED_ADMIN: it is in the account of a delegated administrator."
  type        = string
  default     = "SELF"
  nullable    = false

  validation {
    condition     = contains(["SELF", "DELEGATED_ADMIN"], var.call_as)
    error_message = "Expected one of SELF, DELEGATED_ADMIN."
  }
}

variable "failure_tolerance_percentage" {
  description = "0-100. The percentage of accounts, rounded down, in which a StackSet may fail before it stops. A conformance pack fails as soon as it fails in one account."
  type        = number
  default     = 50
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9]|[1-9][0-9]|100)$", tostring(var.failure_tolerance_percentage)))
    error_message = "Expected a whole number from 0 to 100."
  }
}

variable "max_concurrent_percentage" {
  description = "1-100. The percentage of accounts to which a StackSet deploys at the same time."
  type        = number
  default     = 25
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|[1-9][0-9]|100)$", tostring(var.max_concurrent_percentage)))
    error_message = "Expected a whole number from 1 to 100."
  }
}

variable "event_forwarding" {
  description = "Only for NearRealTime=true in another Region than us-east-1 (us-gov-west-1, cn-north-1). StackSet: a second StackSet forwards IAM's events from there to this Region, in each account. None: nothing is deployed there, and only the schedule evaluates, unless you forward the events yourself; choose it if your policies deny that Region, since the second StackSet would fail, and this stack with it."
  type        = string
  default     = "StackSet"
  nullable    = false

  validation {
    condition     = contains(["StackSet", "None"], var.event_forwarding)
    error_message = "Expected one of StackSet, None."
  }
}

# Decision

variable "selection_strategy" {
  description = "Which key is deactivated if the owner named no key to keep."
  type        = string
  default     = "LeastRecentlyUsed"
  nullable    = false

  validation {
    condition     = contains(["LeastRecentlyUsed", "Oldest"], var.selection_strategy)
    error_message = "Expected one of LeastRecentlyUsed, Oldest."
  }
}

variable "rotation_grace_hours" {
  description = "0-720. Two keys are allowed while the newest is younger than this number of hours; 0 = no grace."
  type        = number
  default     = 24
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9]|[1-9][0-9]|[1-6][0-9]{2}|7[01][0-9]|720)$", tostring(var.rotation_grace_hours)))
    error_message = "Expected a whole number from 0 to 720."
  }
}

variable "protect_used_within_days" {
  description = "0-365. Do not deactivate a key that was used or created within this number of days; 0 = off."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$", tostring(var.protect_used_within_days)))
    error_message = "Expected a whole number from 0 to 365."
  }
}

variable "exemption_max_days" {
  description = "1-365. How many days ahead an exemption may reach."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$", tostring(var.exemption_max_days)))
    error_message = "Expected a whole number from 1 to 365."
  }
}

# Evaluation

variable "evaluation_frequency" {
  description = "How often AWS Config evaluates all users. AWS Config charges for each evaluation of each user."
  type        = string
  default     = "TwentyFour_Hours"
  nullable    = false

  validation {
    condition     = contains(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"], var.evaluation_frequency)
    error_message = "Expected one of One_Hour, Three_Hours, Six_Hours, Twelve_Hours, TwentyFour_Hours."
  }
}

variable "reporting" {
  description = "All: every evaluation is reported. Changes: only NON_COMPLIANT ones and those that differ from the last result, for a smaller bill."
  type        = string
  default     = "All"
  nullable    = false

  validation {
    condition     = contains(["All", "Changes"], var.reporting)
    error_message = "Expected one of All, Changes."
  }
}

variable "near_real_time" {
  description = "true: a user is evaluated one to three minutes after CloudTrail records a change of its access keys, its name or a tag one-active-key:... IAM sends its events to us-east-1 (us-gov-west-1, cn-north-1); in any other Region this also needs the template one-active-key-forwarding. false: only the schedule evaluates."
  type        = bool
  default     = true
  nullable    = false
}

# Remediation

variable "remediation" {
  description = "None: nothing can change an access key; no role, function or runbook for it exists. Manual: a person chooses Remediate in the console or starts a runbook. Automatic: AWS Config and a daily pass also run the runbook for every NON_COMPLIANT user."
  type        = string
  default     = "Manual"
  nullable    = false

  validation {
    condition     = contains(["None", "Manual", "Automatic"], var.remediation)
    error_message = "Expected one of None, Manual, Automatic."
  }
}

variable "notice_days" {
  description = "0-30. Only for Remediation=Automatic: the number of days between an accepted notice and the deactivation, by the daily pass only; 0: no notice."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = can(regex("^(?:[0-9]|[12][0-9]|30)$", tostring(var.notice_days)))
    error_message = "Expected a whole number from 0 to 30."
  }
}

variable "maximum_automatic_attempts" {
  description = "1-25. Only for Remediation=Automatic: AWS Config stops the remediation of a user after this number of failed attempts within RetryAttemptSeconds."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|1[0-9]|2[0-5])$", tostring(var.maximum_automatic_attempts)))
    error_message = "Expected a whole number from 1 to 25."
  }
}

variable "retry_attempt_seconds" {
  description = "1-2678000. Only for Remediation=Automatic: the number of seconds in which AWS Config counts the failed attempts."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|[1-9][0-9]{1,5}|1[0-9]{6}|2[0-5][0-9]{5}|26[0-6][0-9]{4}|267[0-7][0-9]{3}|2678000)$", tostring(var.retry_attempt_seconds)))
    error_message = "Expected a whole number from 1 to 2678000."
  }
}

variable "automatic_per_day" {
  description = "1-1000. The number of users that are remediated automatically on a day (UTC) at most."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|[1-9][0-9]{1,2}|1000)$", tostring(var.automatic_per_day)))
    error_message = "Expected a whole number from 1 to 1000."
  }
}

# Deletion of deactivated keys

variable "deletion" {
  description = "None: nothing may delete an access key. ByHand: a person may start the runbook that deletes the keys of one user that One Active Key deactivated. Daily: also once a day for every user whose soak is over. A deleted key cannot be restored. Needs Remediation and NearRealTime=true."
  type        = string
  default     = "None"
  nullable    = false

  validation {
    condition     = contains(["None", "ByHand", "Daily"], var.deletion)
    error_message = "Expected one of None, ByHand, Daily."
  }
}

variable "soak_days" {
  description = "1-365. Only for Deletion=Daily: the number of days for which a key has to be Inactive and unused before it is deleted."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = can(regex("^(?:[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-5])$", tostring(var.soak_days)))
    error_message = "Expected a whole number from 1 to 365."
  }
}

# Operation

variable "notification_topic_arn" {
  description = "The ARN of a standard SNS topic in this Region to which every message goes as plain text, for mail; empty: none. docs/reference.md says what a topic needs."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$", var.notification_topic_arn))
    error_message = "Expected the ARN of a standard SNS topic in this Region, or empty."
  }
}

variable "chat_topic_arn" {
  description = "The ARN of such a topic for Amazon Q Developer in chat applications (Slack, Microsoft Teams); empty: none."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})?$", var.chat_topic_arn))
    error_message = "Expected the ARN of a standard SNS topic in this Region, or empty."
  }
}

variable "message_delivery" {
  description = "Each: every message is told at once. Daily: one digest a day; only what is urgent is told at once."
  type        = string
  default     = "Each"
  nullable    = false

  validation {
    condition     = contains(["Each", "Daily"], var.message_delivery)
    error_message = "Expected one of Each, Daily."
  }
}

variable "owner_tag" {
  description = "The key of the tag of an IAM user that names its owner. Messages have the value as the attribute owner, for filters."
  type        = string
  default     = "Owner"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@-]{1,128}$", var.owner_tag)) && length(var.owner_tag) <= 128
    error_message = "Expected the key of a tag: 1 to 128 letters, digits, spaces or _.:/=+@-."
  }
}

variable "kms_key_arn" {
  description = "The ARN of a symmetric KMS key in this Region that encrypts the table of the ledger, the logs and the environment variables of the functions; empty: keys of AWS. The policy of the key must allow the service logs.REGION.amazonaws.com and the roles of this stack to use it. While the key is disabled nothing is deactivated and nothing is undone."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]{1,128})?$", var.kms_key_arn))
    error_message = "Expected the ARN of a KMS key in this Region, or empty."
  }
}

variable "log_retention_days" {
  description = "The number of days that CloudWatch Logs keeps the logs of the functions. The logs contain the receipt of every remediation."
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

# Reviewers

variable "reviewer_account_id" {
  description = "The id of the account whose people may assume the role one-active-key-reviewer, which only reads: users, access keys, results of the rule and the ledger. The policies of that account decide who of them may. Empty: the role does not exist."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([0-9]{12})?$", var.reviewer_account_id))
    error_message = "Expected an account id, or empty."
  }
}

variable "reviewer_external_id" {
  description = "The external id that whoever assumes the role one-active-key-reviewer has to give; empty: none. It is no secret. Only for ReviewerAccountId."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9_+=,.@:/-]{2,})?$", var.reviewer_external_id)) && length(var.reviewer_external_id) <= 1224
    error_message = "Expected 2 to 1224 letters, digits and _+=,.@:/-, or empty."
  }
}

locals {
  parameters = {
    Rollout                    = var.rollout
    RootId                     = var.root_id
    OrganizationalUnitIds      = join(",", var.organizational_unit_ids)
    AccountFilterType          = var.account_filter_type
    Accounts                   = join(",", var.accounts)
    ExcludedAccounts           = join(",", var.excluded_accounts)
    ManagementAccountId        = var.management_account_id
    ExcludeManagementAccount   = tostring(var.exclude_management_account)
    CallAs                     = var.call_as
    FailureTolerancePercentage = tostring(var.failure_tolerance_percentage)
    MaxConcurrentPercentage    = tostring(var.max_concurrent_percentage)
    EventForwarding            = var.event_forwarding
    SelectionStrategy          = var.selection_strategy
    RotationGraceHours         = tostring(var.rotation_grace_hours)
    ProtectUsedWithinDays      = tostring(var.protect_used_within_days)
    ExemptionMaxDays           = tostring(var.exemption_max_days)
    EvaluationFrequency        = var.evaluation_frequency
    Reporting                  = var.reporting
    NearRealTime               = tostring(var.near_real_time)
    Remediation                = var.remediation
    NoticeDays                 = tostring(var.notice_days)
    MaximumAutomaticAttempts   = tostring(var.maximum_automatic_attempts)
    RetryAttemptSeconds        = tostring(var.retry_attempt_seconds)
    AutomaticPerDay            = tostring(var.automatic_per_day)
    Deletion                   = var.deletion
    SoakDays                   = tostring(var.soak_days)
    NotificationTopicArn       = var.notification_topic_arn
    ChatTopicArn               = var.chat_topic_arn
    MessageDelivery            = var.message_delivery
    OwnerTag                   = var.owner_tag
    KmsKeyArn                  = var.kms_key_arn
    LogRetentionDays           = tostring(var.log_retention_days)
    PermissionsBoundaryName    = var.permissions_boundary_name
    RolePath                   = var.role_path
    ReviewerAccountId          = var.reviewer_account_id
    ReviewerExternalId         = var.reviewer_external_id
  }
}
