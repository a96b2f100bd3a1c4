// Writes the JSON schemas that requests to Qdrant, and the answers of its imitation, are checked against: those parts of Qdrant's
// OpenAPI description that LearnPath uses, read from the types that Qdrant's own client for JavaScript has them as.
// `npx tsx tools/codegen/write-qdrant-schemas.ts`; the package is fetched for it and not kept.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'

const PACKAGE = '@qdrant/js-client-rest@1.16.2'
const TARGET = 'server/adapters/qdrant/testing/qdrant-schemas.json'
const OPERATIONS: Readonly<Record<string, string>> = {
  'GET /collections': 'get_collections',
  'GET /collections/{}': 'get_collection',
  'PUT /collections/{}': 'create_collection',
  'DELETE /collections/{}': 'delete_collection',
  'PUT /collections/{}/index': 'create_field_index',
  'POST /collections/aliases': 'update_aliases',
  'GET /aliases': 'get_collections_aliases',
  'POST /collections/{}/points': 'get_points',
  'POST /collections/{}/points/query': 'query_points',
  'POST /collections/{}/points/count': 'count_points',
  'POST /collections/{}/points/batch': 'batch_update',
  'POST /collections/{}/facet': 'facet',
}
/** Of no use to LearnPath: a request that has one of these is a mistake. */
const LEFT_OUT =
  /^(?:Document|Image|InferenceObject|Recommend|Discover|Context|OrderBy|Sample|Formula|Feedback|RelevanceFeedback|NaiveFeedback|Mmr|NearestQuery|RrfQuery|Geo|Nested|MinShould|IsEmpty|IsNull|ValuesCount|DatetimeRange|Strict|Shard|Multi|Product|ProductQ|SetPayload|Overwrite|DeletePayload|ClearPayload|UpdateVectors|DeleteVectors|PointsBatch|Usage|Text|Phrase|Bool|Float|Uuid|Datetime|MatchText|MatchPhrase|RenameAlias|Wal|InitFrom|Optimizers?ConfigDiff|PayloadSelector|LookupLocation|WithLookup)/u

type Schema = Readonly<Record<string, unknown>>

const folder = mkdtempSync(join(tmpdir(), 'qdrant-types-'))
execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder })
execFileSync('tar', ['xzf', readdirSync(folder)[0] ?? ''], { cwd: folder })
const text = readFileSync(join(folder, 'package/dist/types/openapi/generated_schema.d.ts'), 'utf8')
const source = ts.createSourceFile('schema.d.ts', text, ts.ScriptTarget.Latest, true)

const nameOf = (node: ts.PropertySignature): string =>
  ts.isStringLiteral(node.name) ? node.name.text : node.name.getText(source)

function membersOf(node: ts.Node | undefined): Map<string, ts.PropertySignature> {
  const list = node !== undefined && (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) ? node.members : []
  return new Map([...list].filter(ts.isPropertySignature).map((member) => [nameOf(member), member]))
}

const interfaceNamed = (name: string) =>
  source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name)
const schemas = membersOf(membersOf(interfaceNamed('components')).get('schemas')?.type)
const operations = membersOf(interfaceNamed('operations'))

/** `components["schemas"]["Name"]`. */
function referenceIn(node: ts.TypeNode): string | null {
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return null
  return ts.isStringLiteral(node.indexType.literal) ? node.indexType.literal.text : null
}

const wanted = new Map<string, Schema>()

function define(name: string): void {
  if (wanted.has(name)) return
  const node = schemas.get(name)
  if (node?.type === undefined) throw new Error(`${name} is not in the description`)
  wanted.set(name, {})
  wanted.set(name, schemaOf(node.type, node))
}

/** How the generator writes "or null". */
const isNullable = (node: ts.TypeNode): boolean => /^\(?Record<string, unknown> \| null\)?$/u.test(node.getText(source))

function unionOf(types: readonly ts.TypeNode[], documented?: ts.Node): Schema {
  const kept = types.filter(
    (type) => !LEFT_OUT.test(referenceIn(type) ?? '') && type.kind !== ts.SyntaxKind.UndefinedKeyword,
  )
  const anyOf = kept.map((type) => (isNullable(type) ? { type: 'null' } : schemaOf(type, documented)))
  return anyOf.length === 1 ? (anyOf[0] ?? {}) : { anyOf }
}

function objectOf(node: ts.TypeLiteralNode): Schema {
  const index = node.members.find(ts.isIndexSignatureDeclaration)
  if (index !== undefined) return { type: 'object', additionalProperties: schemaOf(index.type) }
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const [name, member] of membersOf(node)) {
    const { type } = member
    if (type === undefined || LEFT_OUT.test(referenceIn(type) ?? '')) continue
    properties[name] = schemaOf(type, member)
    if (member.questionToken === undefined) required.push(name)
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false }
}

function numberOf(documented: ts.Node | undefined): Schema {
  const comment = documented === undefined ? '' : text.slice(documented.getFullStart(), documented.getStart(source))
  if (/Format: uint/u.test(comment)) return { type: 'integer', minimum: 0 }
  return /Format: int/u.test(comment) ? { type: 'integer' } : { type: 'number' }
}

function namedType(node: ts.TypeReferenceNode): Schema {
  const name = node.typeName.getText(source)
  const [first] = node.typeArguments ?? []
  if (name === 'OneOf' && first !== undefined && ts.isTupleTypeNode(first)) return unionOf(first.elements)
  if (name === 'Record') return { type: 'object' }
  throw new Error(`${node.getText(source)} is not understood`)
}

function schemaOf(node: ts.TypeNode, documented?: ts.Node): Schema {
  const reference = referenceIn(node)
  if (reference !== null) {
    define(reference)
    return { $ref: `#/definitions/${reference}` }
  }
  if (ts.isParenthesizedTypeNode(node)) return schemaOf(node.type, documented)
  if (ts.isArrayTypeNode(node)) return { type: 'array', items: schemaOf(node.elementType) }
  if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map((type) => schemaOf(type)) }
  if (ts.isTypeLiteralNode(node)) return objectOf(node)
  if (ts.isTypeReferenceNode(node)) return namedType(node)
  if (ts.isUnionTypeNode(node)) return unionOf(node.types, documented)
  if (ts.isLiteralTypeNode(node)) {
    if (node.literal.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' }
    if (ts.isStringLiteral(node.literal)) return { const: node.literal.text }
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' }
    case ts.SyntaxKind.NumberKeyword:
      return numberOf(documented)
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' }
    case ts.SyntaxKind.UnknownKeyword:
      return {}
    default:
      throw new Error(`${node.getText(source)} is not understood`)
  }
}

const jsonOf = (node: ts.PropertySignature | undefined): ts.TypeNode | undefined =>
  membersOf(membersOf(node?.type).get('content')?.type).get('application/json')?.type

const described = Object.entries(OPERATIONS).map(([address, id]) => {
  const operation = membersOf(operations.get(id)?.type)
  if (operation.size === 0) throw new Error(`${id} is not in the description`)
  const parameters = membersOf(operation.get('parameters')?.type)
  const body = jsonOf(operation.get('requestBody'))
  const answer = jsonOf(membersOf(operation.get('responses')?.type).get('200'))
  const query = parameters.get('query')?.type
  return [
    address,
    {
      operationId: id,
      query: query === undefined ? { type: 'object', additionalProperties: false } : schemaOf(query),
      ...(body !== undefined && { body: schemaOf(body) }),
      ...(answer !== undefined && { answer: schemaOf(answer) }),
    },
  ] as const
})

const written = {
  source: `The parts that LearnPath uses of the OpenAPI description of Qdrant 1.16, as published in ${PACKAGE}`,
  license: 'Apache-2.0, Copyright Qdrant Solutions GmbH',
  operations: Object.fromEntries(described),
  definitions: Object.fromEntries([...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1))),
}
writeFileSync(TARGET, `${JSON.stringify(written, null, 2)}\n`)
