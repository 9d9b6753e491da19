# One Active Key in every account of an organization, deployed by a delegated administrator. README.md says what to do before and after.

terraform {
  # Checks came with 1.5.
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0.0, < 7.0.0"
    }
  }
}

# The security account, which is the delegated administrator, in the home Region.
provider "aws" {
  region = var.home_region
}

# The management account, in the home Region and in the Region of IAM's events.
provider "aws" {
  alias   = "management"
  region  = var.home_region
  profile = var.management_profile
}

provider "aws" {
  alias   = "management_iam_events"
  region  = local.iam_events_region
  profile = var.management_profile
}

locals {
  iam_events_region = "us-east-1"
}

# Trusted access comes first, by the commands of README.md: Terraform would do it without what the services do themselves.
resource "aws_organizations_delegated_administrator" "this" {
  for_each = toset([
    "config-multiaccountsetup.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
  ])
  provider = aws.management

  account_id        = var.security_account_id
  service_principal = each.value
}

# One topic for the messages of all accounts.
module "central" {
  source = "../../terraform/central"

  organization_id = var.organization_id
}

# The functions by a StackSet, the rule by an organization conformance pack, and the forwarding by a StackSet in the Region of IAM's events.
module "organization" {
  source     = "../../terraform/organization"
  depends_on = [aws_organizations_delegated_administrator.this]

  call_as               = "DELEGATED_ADMIN"
  management_account_id = var.management_account_id
  template_bucket       = var.template_bucket
  iam_role_arn          = var.iam_role_arn

  rollout             = "ConformancePack"
  root_id             = var.root_id
  excluded_accounts   = var.excluded_accounts
  reviewer_account_id = var.security_account_id

  notification_topic_arn = module.central.outputs["TopicArn"]
}

# StackSets never deploy to the management account, and the pack leaves it out.
module "management" {
  source    = "../../terraform/account"
  providers = { aws = aws.management }

  template_bucket        = var.management_template_bucket
  reviewer_account_id    = var.security_account_id
  notification_topic_arn = module.central.outputs["TopicArn"]
  alarms                 = "WithTopic"
}

module "management_forwarding" {
  count     = var.home_region == local.iam_events_region ? 0 : 1
  source    = "../../terraform/forwarding"
  providers = { aws = aws.management_iam_events }

  home_region = var.home_region
}
