import { Document, isCollection, isPair, isScalar, isSeq, Scalar, visit, type YAMLMap, YAMLSeq } from 'yaml';

/** A template as CDK synthesizes it. */
export type Template = Readonly<Record<string, unknown>>;

/**
 * The maximum size of a template that is passed as a text, in bytes: as a StackSet's TemplateBody
 * (CloudFormation User Guide, "Quotas") and as the TemplateBody of a conformance pack (AWS Config API
 * Reference, PutConformancePack).
 */
export const MAX_TEMPLATE_BODY_BYTES = 51_200;

/** The maximum size of a template in a bucket, in bytes (CloudFormation User Guide, "Quotas": 1 MB). */
export const MAX_TEMPLATE_OBJECT_BYTES = 1_000_000;

/** The order of the sections: what a reader has to know before the resources comes first. */
const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Conditions',
  'Resources',
  'Outputs',
];

/** The width of a line in characters; a text of several lines, such as code, keeps its own width. */
const LINE_WIDTH = 110;

const INDENT = 2;

/**
 * Writes a template as YAML for people to read: intrinsic functions in their short form, lists and inner
 * objects on one line if they fit, and texts of several lines as block literals.
 */
export function toYaml(template: Template): string {
  // CloudFormation reads YAML 1.1, in which `2012-10-17` without quotes is a date and `on` is true.
  const document = new Document(inOrder(template), { version: '1.1' });
  visit(document, {
    Map: (_, map) => shortForm(map),
    Scalar: (_, scalar) => setTextStyle(scalar),
  });
  // Each section, each of its entries and each property of a resource is on a line of its own.
  visit(document, {
    Collection: (_, collection, path) => {
      const depth = path.filter(isPair).length;
      const parent = path.at(-1);
      const width = depth * INDENT + (isPair(parent) ? widthOf(parent.key) : 0) + widthOf(collection);
      collection.flow = depth >= (isSeq(collection) ? 2 : 4) && width <= LINE_WIDTH;
    },
  });
  // The library counts neither the key nor the indentation of a text.
  const lineWidth = LINE_WIDTH - 'Description: '.length - 2 * INDENT;
  return document.toString({ indent: INDENT, lineWidth, flowCollectionPadding: false });
}

function inOrder(template: Template): Template {
  const sections = Object.entries({ AWSTemplateFormatVersion: '2010-09-09', ...template });
  return Object.fromEntries(sections.sort(([a], [b]) => SECTIONS.indexOf(a) - SECTIONS.indexOf(b)));
}

/** Chooses how a text is written where the choice of the library is hard to read, or wrong. */
function setTextStyle(scalar: Scalar): void {
  const text = String(scalar.value);
  if (text.includes('\n')) scalar.type = Scalar.BLOCK_LITERAL;
  // In double quotes, YAML would escape each double quote of the text.
  else if (text.includes('"')) scalar.type = Scalar.QUOTE_SINGLE;
  // YAML 1.1 does not allow a question mark in a plain scalar of a flow collection, but the library
  // writes one.
  else if (text.includes('?')) scalar.type = Scalar.QUOTE_SINGLE;
}

/**
 * Writes `{ Ref: X }` as `!Ref X`, `{ Fn::GetAtt: [A, B] }` as `!GetAtt A.B` and `{ Fn::Any: x }` as
 * `!Any x`.
 */
function shortForm(map: YAMLMap): YAMLSeq | Scalar | undefined {
  const [pair, ...others] = map.items;
  if (!pair || others.length > 0 || !isScalar(pair.key)) return undefined;
  const name = String(pair.key.value);
  if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
  // No page of AWS shows a short form of the functions that only rules have.
  if (name === 'Fn::Contains') return undefined;
  const argument = pair.value;
  if (name === 'Fn::GetAtt' && argument instanceof YAMLSeq) {
    return tagged(new Scalar(argument.items.map(String).join('.')), '!GetAtt');
  }
  // A short form cannot directly contain another one, since a YAML node has at most one tag.
  if (!(argument instanceof YAMLSeq || argument instanceof Scalar)) return undefined;
  return tagged(argument, `!${name.replace('Fn::', '')}`);
}

function tagged<Tagged extends YAMLSeq | Scalar>(node: Tagged, tag: string): Tagged {
  node.tag = tag;
  return node;
}

/** The approximate width of a node on one line, in characters; infinite if the node needs several lines. */
function widthOf(node: unknown): number {
  if (isPair(node)) return widthOf(node.key) + widthOf(node.value) + 2;
  if (isCollection(node)) {
    return node.items.map(widthOf).reduce((sum, width) => sum + width + 2, 2 + (node.tag?.length ?? 0));
  }
  if (!isScalar(node) || node.type === Scalar.BLOCK_LITERAL) return Number.POSITIVE_INFINITY;
  return String(node.value).length + (node.tag?.length ?? 0) + 2;
}
