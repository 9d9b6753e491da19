/**
 * npm's script `prepack`: builds what a package needs. npm runs it before our own script `pack`, too, since a
 * script `pre` and a name runs before the script of that name (npm docs, "scripts", Pre & Post Scripts); that
 * one prints a conformance pack, builds nothing, and must have standard output for itself.
 */

// `run` in newer versions of npm, `run-script` in older ones.
if (!process.env['npm_command']?.startsWith('run')) await import('./main.ts');
