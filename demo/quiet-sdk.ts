/**
 * Import this before the SDK: its warning about the Node.js version is meant for calls to AWS, which a demo
 * does not make.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
