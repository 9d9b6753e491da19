import { Document, isCollection, isPair, isScalar, isSeq, Scalar, visit, type YAMLMap, YAMLSeq } from 'yaml';

/** A template as CDK synthesizes it. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * The largest template that is passed as a text, in bytes: to CloudFormation, as a StackSet's body (CloudFormation User
 * Guide, "Quotas"), and to AWS Config, as the body of a conformance pack (API reference, PutConformancePack).
 */
export const MAX_TEMPLATE_BODY_BYTES = 51_200;

/** The largest template that CloudFormation takes from a bucket (the same page: 1 MB), in bytes. */
export const MAX_TEMPLATE_OBJECT_BYTES = 1_000_000;

/** The order for readers; the code comes last. */
const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Conditions',
  'Resources',
  'Outputs',
  'Mappings',
];

/** The longest line of a list or an object on one line (docs/decisions/0019). */
const LINE_WIDTH = 240;

/**
 * Writes a template as YAML for people: sections in the order of reading, intrinsic functions in their short form,
 * lists and inner objects on one line if they fit, texts of several lines as they are.
 */
export function toYaml(template: Template, indent = 1): string {
  const ordered = Object.fromEntries(
    Object.entries({ AWSTemplateFormatVersion: '2010-09-09', ...template }).sort(
      ([a], [b]) => SECTIONS.indexOf(a) - SECTIONS.indexOf(b),
    ),
  );
  // CloudFormation reads YAML 1.1, in which `2012-10-17` without quotes is a date and `on` is true.
  const document = new Document(ordered, { version: '1.1' });
  visit(document, {
    Map: (_, map) => shortForm(map),
    Scalar: (_, scalar) => {
      const text = String(scalar.value);
      if (text.includes('\n')) scalar.type = Scalar.BLOCK_LITERAL;
      // JSON in double quotes would have a backslash before each of its own.
      else if (text.includes('"')) scalar.type = Scalar.QUOTE_SINGLE;
      // In a flow collection YAML 1.1 has no plain text with a question mark, and the library writes one.
      else if (text.includes('?')) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Sections, their entries and the properties of a resource keep lines of their own.
  visit(document, {
    Collection: (_, collection, path) => {
      const depth = path.filter(isPair).length;
      collection.flow = depth >= (isSeq(collection) ? 2 : 4) && widthOf(collection) <= LINE_WIDTH;
    },
  });
  return document.toString({ indent, lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
}

/** `{ Ref: X }` as `!Ref X`, `{ Fn::GetAtt: [A, B] }` as `!GetAtt A.B`, `{ Fn::Any: x }` as `!Any x`. */
function shortForm(map: YAMLMap): YAMLSeq | Scalar | undefined {
  const [pair, ...others] = map.items;
  if (!pair || others.length > 0 || !isScalar(pair.key)) return undefined;
  const name = String(pair.key.value);
  if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
  const argument = pair.value;
  if (name === 'Fn::GetAtt' && argument instanceof YAMLSeq) {
    return tagged(new Scalar(argument.items.map(String).join('.')), '!GetAtt');
  }
  // A short form cannot stand directly within another one: YAML knows one tag a node.
  if (!(argument instanceof YAMLSeq || argument instanceof Scalar)) return undefined;
  return tagged(argument, `!${name.replace('Fn::', '')}`);
}

function tagged<Tagged extends YAMLSeq | Scalar>(node: Tagged, tag: string): Tagged {
  node.tag = tag;
  return node;
}

/** How many characters a node takes on one line, about; infinite where it has to have several. */
function widthOf(node: unknown): number {
  if (isPair(node)) return widthOf(node.key) + widthOf(node.value) + 2;
  if (isCollection(node)) {
    return node.items.map(widthOf).reduce((sum, width) => sum + width + 2, 2 + (node.tag?.length ?? 0));
  }
  if (!isScalar(node) || node.type === Scalar.BLOCK_LITERAL) return Number.POSITIVE_INFINITY;
  return String(node.value).length + (node.tag?.length ?? 0) + 2;
}
