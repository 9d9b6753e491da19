resource "aws_cloudformation_stack" "this" {
  name         = var.stack_name
  template_url = local.template_url
  parameters   = local.parameters
  capabilities = ["CAPABILITY_NAMED_IAM"]
  iam_role_arn = var.iam_role_arn
  tags         = var.tags

  timeouts {
    create = var.timeout
    update = var.timeout
    delete = var.timeout
  }
}
