output "stack_id" {
  description = "The id of the stack."
  value       = aws_cloudformation_stack.this.id
}

output "outputs" {
  description = "The outputs of the stack, by name. An output of a capability that is switched off does not exist."
  value       = aws_cloudformation_stack.this.outputs
}
