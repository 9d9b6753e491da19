/**
 * Runs a handler in Python: reads `{ script, handler, events, context }` as JSON from the standard input and
 * writes `{ value }` or `{ failure }`, with the message of Automation, to the standard output. The output of
 * `print` in the script goes to the standard error.
 */
export const PYTHON_WRAPPER = `
import json, linecache, sys, traceback

request = json.loads(sys.stdin.buffer.read())
answer_to, sys.stdout = sys.stdout, sys.stderr
file, source = "customer_script.py", request["script"]
linecache.cache[file] = (len(source), None, source.splitlines(True), file)
try:
    module = {"__name__": "customer_script"}
    exec(compile(source, file, "exec"), module)
    value = module[request["handler"]](request["events"], request["context"])
    answer = json.dumps({"value": value})
except BaseException as error:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    trace = "".join(["Traceback (most recent call last):\\n"] + traceback.format_list(frames))
    answer = json.dumps({"failure": trace + "\\n" + type(error).__name__ + " - " + str(error)})
answer_to.write(answer)
`;
