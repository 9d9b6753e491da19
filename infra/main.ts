/** What the CDK command line runs, see `cdk.json`. */

import { createApp } from './app.ts';

createApp().synth();
