/** Imported before the SDK: what it says about the Node version of those who call AWS does not concern a demo. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
