import { parseSync, Visitor } from 'oxc-parser';
import { undocumentedExportsIn } from './doc-comments.ts';
import { impuritiesIn, isNamed } from './impurities.ts';
import { awsOperationsIn, type Import, importsIn, lineOf, type Sources } from './modules.ts';
import { askingPureVerbsIn, asyncPureVerbsIn } from './pure-verbs.ts';
import { branchesIn, linesBeyond, longCommentsIn, longFunctionsIn, nestedBeyond } from './sizes.ts';

/** What the functions may import besides their own folder; they are siblings and never import one another. */
const BELOW_THE_FUNCTIONS = ['ledger', 'aws', 'policy', 'product'];

const FUNCTIONS = ['rule', 'remediation', 'reevaluation', 'notification', 'security-hub'];

/** The folders whose code is deployed. */
const CODE_OF_FUNCTIONS = [...FUNCTIONS, ...BELOW_THE_FUNCTIONS];

/**
 * The top-level folders, and the folders and files from which each may import besides itself. Every other
 * import of a file of the project is an offence, of a test or a built file, too.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  product: ['package.json'],
  policy: ['product'],
  aws: BELOW_THE_FUNCTIONS.slice(2),
  ledger: BELOW_THE_FUNCTIONS.slice(1),
  rule: BELOW_THE_FUNCTIONS,
  remediation: BELOW_THE_FUNCTIONS,
  reevaluation: BELOW_THE_FUNCTIONS,
  notification: BELOW_THE_FUNCTIONS,
  'security-hub': BELOW_THE_FUNCTIONS,
  sandbox: [],
  demo: ['sandbox', ...FUNCTIONS, ...BELOW_THE_FUNCTIONS],
  infra: [...FUNCTIONS, ...BELOW_THE_FUNCTIONS],
  bin: ['demo', 'sandbox', ...FUNCTIONS, ...BELOW_THE_FUNCTIONS],
  live: ['bin', 'demo', 'sandbox', ...FUNCTIONS, ...BELOW_THE_FUNCTIONS],
  bench: ['infra', 'demo', 'sandbox', ...FUNCTIONS, ...BELOW_THE_FUNCTIONS],
};

/** The folders of `remediation`; each operation has one, and none imports another operation's. */
const OPERATIONS = [
  'remediation/deactivate',
  'remediation/reactivate',
  'remediation/delete',
  'remediation/settle',
];

/** The folder of `remediation` that brings the operations together, and that none of them imports. */
const DAILY_PASS = 'remediation/daily-pass';

/** The folders of `remediation` that the operations and the daily pass share. */
const SHARED_BY_OPERATIONS = ['remediation/shared', 'remediation/notices', 'remediation/telling'];

/** All folders of `remediation` that have code. */
export const REMEDIATION_FOLDERS = [...OPERATIONS, DAILY_PASS, ...SHARED_BY_OPERATIONS];

/** The only file that may import a command that writes to IAM. */
const IAM_WRITER = 'remediation/shared/iam-writes.ts';

/** The only file beside it: it makes and removes the one test user of `live`, which is deployed nowhere. */
const TEST_USER_WRITER = 'live/test-user.ts';

/** The only file that may import a command of DynamoDB. */
const LEDGER_TABLE = 'ledger/table.ts';

/** The most lines of a file, so that a reader can hold it in mind. */
const MAX_LINES = 150;

/** The most lines of the body of a function, so that a reader sees all of it at once. */
const MAX_LINES_OF_FUNCTION = 25;

/** How deep `if`, loops, `switch` and `try` may be nested in a function; what is deeper gets a function. */
const MAX_DEPTH = 2;

/** The width of a line, as in biome.json: the formatter breaks the lines of code, and leaves comments alone. */
const MAX_WIDTH = 110;

/** The files that Lambda's entry points make their handlers with. */
const HANDLERS = FUNCTIONS.map((folder) => `${folder}/handler.ts`);

/** The most lines of a handler: it reads the event, calls one function, logs and returns. */
const MAX_LINES_OF_HANDLER = 30;

/** A law of the architecture: finds each place that breaks it, as `file:line: what is wrong`. */
export type Law = (sources: Sources) => readonly string[];

/** The laws, by the sentence that each enforces. */
export const LAWS = {
  'a folder imports only from itself and from the folders below it': (sources) =>
    importsBreaking(sources, ({ file, target, isInProject }) => {
      const [from, to] = [folderOf(file), folderOf(target)];
      return isInProject && from !== to && !ARROWS[from]?.includes(to);
    }),
  'policy and product import no package and no module of Node.js': (sources) =>
    importsBreaking(
      sources,
      ({ file, isInProject }) => ['policy', 'product'].includes(folderOf(file)) && !isInProject,
    ),
  'an operation of the remediation imports no other one and no daily pass, and what they share neither': (
    sources,
  ) =>
    importsBreaking(sources, ({ file, target }) => {
      const isIn = (path: string) => (folder: string) => path.startsWith(`${folder}/`);
      const user = [...OPERATIONS, DAILY_PASS].find(isIn(target));
      const isRestricted = [...OPERATIONS, ...SHARED_BY_OPERATIONS].some(isIn(file));
      return user !== undefined && isRestricted && !isIn(file)(user);
    }),
  'a command of the command line imports no other command': (sources) =>
    importsBreaking(sources, ({ file, target }) => {
      const [from, to] = [commandOf(file), commandOf(target)];
      return from !== undefined && to !== undefined && from !== to;
    }),
  'no file imports itself through others, type imports counted': cyclesIn,
  'policy has no clock, log, random number or Promise': (sources) =>
    [...sources].filter(([file]) => folderOf(file) === 'policy').flatMap(impuritiesIn),
  'no async function has the name of a pure one': (sources) => [...sources].flatMap(asyncPureVerbsIn),
  'no function with the name of a pure one asks a file or the environment': (sources) =>
    [...sources].flatMap(askingPureVerbsIn),
  [`only ${IAM_WRITER} writes to IAM, and ${TEST_USER_WRITER} to its test user`]: (sources) =>
    awsOperationsIn(sources)
      .filter(({ service, operation }) => service === 'iam' && !/^(Get|List)/.test(operation))
      // It makes a report about the account, and changes nothing in it.
      .filter(({ operation }) => operation !== 'GenerateCredentialReport')
      // The sandbox imports every exception of IAM to throw it; it has no client and calls nothing.
      .filter(({ file }) => ![IAM_WRITER, TEST_USER_WRITER].includes(file) && folderOf(file) !== 'sandbox')
      .map(({ file, line, operation }) => `${file}:${line}: ${operation}`),
  [`only ${LEDGER_TABLE} calls DynamoDB`]: (sources) =>
    awsOperationsIn(sources)
      .filter(({ service }) => service === 'dynamodb')
      .filter(({ file }) => file !== LEDGER_TABLE && folderOf(file) !== 'sandbox')
      .map(({ file, line, operation }) => `${file}:${line}: ${operation}`),
  [`a file has at most ${MAX_LINES} lines`]: (sources) =>
    [...sources].flatMap((source) => linesBeyond(MAX_LINES, source)),
  [`a function has at most ${MAX_LINES_OF_FUNCTION} lines`]: (sources) =>
    [...sources].flatMap((source) => longFunctionsIn(MAX_LINES_OF_FUNCTION, source)),
  [`a line of a comment has at most ${MAX_WIDTH} characters`]: (sources) =>
    [...sources].flatMap((source) => longCommentsIn(MAX_WIDTH, source)),
  [`in a function, if, loops, switch and try are nested at most ${MAX_DEPTH} deep`]: (sources) =>
    [...sources].flatMap((source) => nestedBeyond(MAX_DEPTH, source)),
  [`a handler has at most ${MAX_LINES_OF_HANDLER} lines`]: (sources) =>
    [...sources]
      .filter(([file]) => HANDLERS.includes(file))
      .flatMap((source) => linesBeyond(MAX_LINES_OF_HANDLER, source)),
  'a handler has no condition and no loop': (sources) =>
    [...sources].filter(([file]) => HANDLERS.includes(file)).flatMap(branchesIn),
  'a function throws no error without a name of its own': (sources) =>
    [...sources].filter(([file]) => CODE_OF_FUNCTIONS.includes(folderOf(file))).flatMap(plainErrorsIn),
  'every exported declaration has a doc comment': (sources) => [...sources].flatMap(undocumentedExportsIn),
  'no literal is spread into another one': (sources) => [...sources].flatMap(spreadLiteralsIn),
  'the sandbox does not name the product': (sources) =>
    placesOf(sources, /one.?active.?key/gi, (file) => folderOf(file) === 'sandbox'),
} as const satisfies Readonly<Record<string, Law>>;

/** The top-level folder of a file. */
export function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The command whose folder has the file, if it is one of a command. */
function commandOf(path: string): string | undefined {
  return /^bin\/commands\/([^/]+)\//.exec(path)?.[1];
}

function importsBreaking(sources: Sources, isBroken: (each: Import) => boolean): string[] {
  return importsIn(sources)
    .filter(isBroken)
    .map(({ file, line, target }) => `${file}:${line}: imports ${target}`);
}

function placesOf(sources: Sources, pattern: RegExp, isInScope: (file: string) => boolean): string[] {
  return [...sources]
    .filter(([file]) => isInScope(file))
    .flatMap(([file, source]) =>
      Array.from(
        source.matchAll(pattern),
        ({ 0: text, index }) => `${file}:${lineOf(source, index)}: ${text}`,
      ),
    );
}

/** Each cycle once, as the way around it. */
function cyclesIn(sources: Sources): string[] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of importsIn(sources)) {
    if (sources.has(target)) targets.set(file, [...(targets.get(file) ?? []), target]);
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of sources.keys()) visit(file, []);
  return cycles;
}

function plainErrorsIn([file, source]: readonly [string, string]): string[] {
  const found: string[] = [];
  const note = ({ callee, start }: { callee: { type: string }; start: number }) => {
    if (isNamed(callee, 'Error')) found.push(`${file}:${lineOf(source, start)}: Error`);
  };
  new Visitor({ NewExpression: note, CallExpression: note }).visit(parseSync(file, source).program);
  return found;
}

/**
 * A literal that is spread can stand there without the spread; a reader looks for a reason that does not
 * exist.
 */
function spreadLiteralsIn([file, source]: readonly [string, string]): string[] {
  const found: string[] = [];
  new Visitor({
    SpreadElement: ({ argument, start }) => {
      if (['ObjectExpression', 'ArrayExpression'].includes(argument.type)) {
        found.push(`${file}:${lineOf(source, start)}: ${argument.type}`);
      }
    },
  }).visit(parseSync(file, source).program);
  return found;
}
