#!/usr/bin/env node
// The sources are TypeScript, which Node.js 20 cannot run by itself.
import { register } from 'tsx/esm/api';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
register();
const { main } = await import('./main.ts');
await main();
