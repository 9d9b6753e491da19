locals {
  template_folder = coalesce(var.template_folder, "${path.module}/../../dist")
  template_file   = "${local.template_folder}/one-active-key.template.yaml"
  upload          = var.template_url == null
  template_url    = local.upload ? "https://${data.aws_s3_bucket.template[0].bucket_regional_domain_name}/${aws_s3_object.template[0].key}" : var.template_url
}

data "aws_s3_bucket" "template" {
  count  = local.upload ? 1 : 0
  bucket = var.template_bucket

  lifecycle {
    precondition {
      condition     = var.template_bucket != null
      error_message = "Expected template_bucket or template_url: the account template is too large for a request to CloudFormation."
    }
  }
}

# Another template has another key, and so another URL, since CloudFormation compares the URLs of a StackSet's template only.
resource "aws_s3_object" "template" {
  count  = local.upload ? 1 : 0
  bucket = data.aws_s3_bucket.template[0].id
  key    = "one-active-key/${filesha256(local.template_file)}/account.template.yaml"
  source = local.template_file

  lifecycle {
    # A change that fails is rolled back to the template of before, which must still be there.
    create_before_destroy = true
  }
}
