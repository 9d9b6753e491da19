/** A runbook about which no rule complains; each negative sample changes one thing in it. */
export const SOUND_RUNBOOK = `
schemaVersion: "0.3"
description: Exempts a user, unless for no days at all.
assumeRole: "{{ AutomationAssumeRole }}"
parameters:
  AutomationAssumeRole:
    type: String
    description: (Required) The role.
    allowedPattern: ^arn:aws:iam::[0-9]{12}:role/[a-z-]{1,64}$
  ExemptForDays:
    type: String
    description: (Optional) How long.
    default: "7"
    allowedPattern: ^[0-9]$
mainSteps:
  - name: Choose
    action: aws:branch
    inputs:
      Choices:
        - { NextStep: Rest, Variable: "{{ ExemptForDays }}", StringEquals: "0" }
      Default: Invoke
  - name: Rest
    action: aws:sleep
    isEnd: true
    inputs: { Duration: PT1S }
  - name: Invoke
    action: aws:invokeLambdaFunction
    timeoutSeconds: 300
    nextStep: Read
    inputs:
      FunctionName: one-active-key-remediation
      InvocationType: RequestResponse
      InputPayload: { id: "{{ automation:EXECUTION_ID }}" }
  - name: Read
    action: aws:executeScript
    isEnd: true
    inputs:
      Runtime: python3.11
      Handler: read
      InputPayload: { payload: "{{ Invoke.Payload }}" }
      Script: |
        import json
        def read(events, context):
            return {"Outcome": json.loads(events["payload"])["outcome"]}
    outputs:
      - { Name: Outcome, Selector: $.Payload.Outcome, Type: String }
outputs:
  - Read.Outcome
`;

/** The sound runbook with replaced texts; throws unless each text occurs exactly once. */
export function brokenRunbook(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((content, [from, to]) => {
    const parts = content.split(from);
    if (parts.length !== 2) throw new Error(`Expected "${from}" once; found it ${parts.length - 1} times`);
    return parts.join(to);
  }, SOUND_RUNBOOK);
}
