/** Runs the command `npm run terraform`, which writes the variables of the Terraform modules. */

import { synthesizeTemplates } from '../build/build.ts';
import { writeTerraform } from './modules.ts';

for (const file of writeTerraform('terraform', synthesizeTemplates())) process.stdout.write(`${file}\n`);
