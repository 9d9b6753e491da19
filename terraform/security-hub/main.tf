locals {
  template_folder = coalesce(var.template_folder, "${path.module}/../../dist")
}

resource "aws_cloudformation_stack" "this" {
  name          = var.stack_name
  template_body = file("${local.template_folder}/one-active-key-security-hub.template.yaml")
  parameters    = local.parameters
  capabilities  = ["CAPABILITY_NAMED_IAM"]
  iam_role_arn  = var.iam_role_arn
  tags          = var.tags

  timeouts {
    create = var.timeout
    update = var.timeout
    delete = var.timeout
  }
}
