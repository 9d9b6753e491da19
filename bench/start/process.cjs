// One start of a function in a process of its own: loads the file as Lambda's runtime does, may invoke it, and says what it
// took.
const [file, event] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const startedAt = process.hrtime.bigint();
const { handler } = require(file);
const milliseconds = Number(process.hrtime.bigint() - startedAt) / 1e6;
const done = () => {
  const { maxRSS } = process.resourceUsage();
  process.stdout.write(`\n${JSON.stringify({ milliseconds, kilobytes: maxRSS, before: before / 1024 })}\n`);
};
if (event) {
  const endsAt = Date.now() + 900_000;
  const context = { getRemainingTimeInMillis: () => endsAt - Date.now() };
  handler(JSON.parse(event), context).then(done, done);
} else {
  done();
}
