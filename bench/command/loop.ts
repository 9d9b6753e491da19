/** The plain loop over the SDK with which `verify` is compared: who has more than one active access key? */

import { IAMClient, paginateListAccessKeys, paginateListUsers } from '@aws-sdk/client-iam';

const client = new IAMClient({ region: 'us-east-1' });

for await (const { Users = [] } of paginateListUsers({ client }, {})) {
  for (const { UserName } of Users) await printIfSeveralActive(UserName);
}

async function printIfSeveralActive(UserName: string | undefined): Promise<void> {
  let active = 0;
  for await (const { AccessKeyMetadata = [] } of paginateListAccessKeys({ client }, { UserName }))
    active += AccessKeyMetadata.filter(({ Status }) => Status === 'Active').length;
  if (active > 1) process.stdout.write(`${UserName}\n`);
}
