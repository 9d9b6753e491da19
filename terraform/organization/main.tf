resource "aws_cloudformation_stack" "this" {
  name          = var.stack_name
  template_body = file("${local.template_folder}/one-active-key-organization.template.yaml")
  parameters    = merge(local.parameters, { TemplateUrl = local.template_url })
  iam_role_arn  = var.iam_role_arn
  tags          = var.tags

  # A pack that fails in one account fails as a whole: what was deployed stays. No apply can finish such a stack; docs/deploy.md says how.
  disable_rollback = var.rollout == "ConformancePack"

  timeouts {
    create = var.timeout
    update = var.timeout
    delete = var.timeout
  }

  lifecycle {
    # The provider reads the value back as false and replaces a stack whose value differs, with all stacks of the organization.
    ignore_changes = [disable_rollback]
  }
}
