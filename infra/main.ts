/** The CDK command line runs this file (`cdk.json`). */

import { createCdkApp } from './app.ts';

createCdkApp().synth();
