# A check that does not hold is a warning of plan and apply, never an error: README.md has the command that fails a pipeline.

# The stack of the organization: after a failed update the state has the new template, and Terraform says that nothing is to be done.
check "organization_stack" {
  data "aws_cloudcontrolapi_resource" "organization_stack" {
    type_name  = "AWS::CloudFormation::Stack"
    identifier = module.organization.stack_id
  }

  assert {
    condition = contains(
      ["CREATE_COMPLETE", "UPDATE_COMPLETE"],
      try(jsondecode(data.aws_cloudcontrolapi_resource.organization_stack.properties)["StackStatus"], "unknown"),
    )
    error_message = "Expected CREATE_COMPLETE or UPDATE_COMPLETE of ${module.organization.stack_id}; its events name the cause."
  }
}

# The rule of the management account. The rules of the pack are in the other accounts, where only README.md's commands look.
check "rule_has_evaluated" {
  data "aws_cloudcontrolapi_resource" "rule" {
    provider   = aws.management
    depends_on = [module.management]
    type_name  = "AWS::Config::ConfigRule"
    identifier = "iam-user-one-active-access-key"
  }

  assert {
    condition = contains(
      ["COMPLIANT", "NON_COMPLIANT"],
      try(jsondecode(data.aws_cloudcontrolapi_resource.rule.properties)["Compliance"]["Type"], "unknown"),
    )
    error_message = "Expected a result of iam-user-one-active-access-key; it has none yet: look again in an hour, then at its log."
  }
}
