/** The CDK command line runs this file (`cdk.json`). */

import { createApp } from './app.ts';

createApp().synth();
