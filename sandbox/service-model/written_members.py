"""The structures of which only some members are written, by the id of their service and their name.

The other members of a target are large and belong to other kinds of targets. The sandbox supports texts and
numbers only; a list or a map contains values of every type, without an end. It knows no session policies,
session tags and MFA devices, so that a request with one is refused and not served without it. Findings of
Security Hub have details of every kind of resource and threat; only the members of findings about users are
here, and of the filters and the fields that can be updated those that the sandbox knows.
"""

WRITTEN_MEMBERS = {
    "DynamoDB.AttributeValue": ["N", "S"],
    "EventBridge.Target": ["Arn", "Id", "Input", "InputTransformer", "RetryPolicy", "RoleArn"],
    "SecurityHub.AwsIamAccessKeyDetails": [
        "AccessKeyId",
        "AccountId",
        "CreatedAt",
        "PrincipalId",
        "PrincipalName",
        "PrincipalType",
        "Status",
    ],
    "SecurityHub.AwsIamUserDetails": ["CreateDate", "Path", "UserId", "UserName"],
    "SecurityHub.AwsSecurityFinding": [
        "AwsAccountId",
        "AwsAccountName",
        "CompanyName",
        "Compliance",
        "CreatedAt",
        "Description",
        "FindingProviderFields",
        "GeneratorId",
        "Id",
        "ProductArn",
        "ProductFields",
        "ProductName",
        "RecordState",
        "Remediation",
        "Resources",
        "SchemaVersion",
        "Title",
        "UpdatedAt",
    ],
    "SecurityHub.AwsSecurityFindingFilters": [
        "AwsAccountId",
        "GeneratorId",
        "Id",
        "NoteUpdatedBy",
        "ProductArn",
        "RecordState",
        "Region",
        "WorkflowStatus",
    ],
    "SecurityHub.BatchUpdateFindingsRequest": ["FindingIdentifiers", "Note", "Workflow"],
    "SecurityHub.Compliance": ["RelatedRequirements", "Status"],
    "SecurityHub.FindingProviderFields": ["Severity", "Types"],
    "SecurityHub.GetFindingsRequest": ["Filters", "MaxResults", "NextToken"],
    "SecurityHub.Resource": ["Details", "Id", "Partition", "Tags", "Type"],
    "SecurityHub.ResourceDetails": ["AwsIamAccessKey", "AwsIamUser"],
    "STS.AssumeRoleRequest": ["DurationSeconds", "ExternalId", "RoleArn", "RoleSessionName"],
}
