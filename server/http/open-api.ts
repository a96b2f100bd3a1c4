import { Problem, type Endpoint } from '@learnpath/contracts'
import { z } from 'zod'

type JsonObject = Readonly<Record<string, unknown>>

interface SchemaWriter {
  /** A reference for a schema with an id, which is then described once; the schema itself otherwise. */
  (schema: z.ZodType, io: 'input' | 'output'): JsonObject
}

/** The described interface in the form of OpenAPI 3.1. Pure, and slow enough (tens of ms) to be made only when asked for. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): JsonObject {
  const schemas: Record<string, JsonObject> = {}
  const write = schemaWriter(schemas)
  const paths: Record<string, Record<string, JsonObject>> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operationOf(endpoint, write) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'LearnPath',
      version,
      description: 'Documents in, cited answers out. Errors are application/problem+json with a code of one table.',
    },
    paths,
    components: { schemas: Object.fromEntries(Object.entries(schemas).toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  }
}

function schemaWriter(schemas: Record<string, JsonObject>): SchemaWriter {
  return (schema, io) => {
    const own = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>
    const { $schema: _, $defs: definitions, ...rest } = own
    // A schema that is sent and received has defaults in one direction only: the two forms get two names.
    const suffix = io === 'input' ? 'Input' : ''
    const rename = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(rename)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== 'id')
          .map(([key, inner]) => [
            key,
            key === '$ref' && typeof inner === 'string'
              ? `${inner.replace('#/$defs/', '#/components/schemas/')}${suffix}`
              : rename(inner),
          ]),
      )
    }
    for (const [name, definition] of Object.entries((definitions ?? {}) as JsonObject)) {
      schemas[`${name}${suffix}`] = rename(definition) as JsonObject
    }
    const id = schema.meta()?.id
    if (id === undefined) return rename(rest) as JsonObject
    schemas[`${id}${suffix}`] = rename(rest) as JsonObject
    return { $ref: `#/components/schemas/${id}${suffix}` }
  }
}

function operationOf(endpoint: Endpoint, write: SchemaWriter): JsonObject {
  return {
    tags: [endpoint.tag],
    summary: endpoint.summary,
    operationId: `${endpoint.method.toLowerCase()}${endpoint.path.replaceAll(/[{}]/g, '').replaceAll(/[/-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint, write)],
    ...requestBodyOf(endpoint, write),
    responses: {
      [endpoint.status]: answerOf(endpoint, write),
      default: {
        description: endpoint.errors.length === 0 ? 'A problem' : `A problem, such as ${endpoint.errors.join(', ')}`,
        content: { 'application/problem+json': { schema: write(Problem, 'output') } },
      },
    },
  }
}

function pathParameters({ path }: Endpoint): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}

function queryParameters({ query }: Endpoint, write: SchemaWriter): JsonObject[] {
  if (!(query instanceof z.ZodObject)) return []
  return Object.entries(query.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const { description, ...rest } = write(schema, 'input')
    const required = !schema.safeParse(undefined).success
    return { name, in: 'query', required, description: description ?? '', schema: rest }
  })
}

function requestBodyOf({ body, upload }: Endpoint, write: SchemaWriter): JsonObject {
  if (body !== undefined) {
    return { requestBody: { required: true, content: { 'application/json': { schema: write(body, 'input') } } } }
  }
  if (upload === undefined) return {}
  const fields = z.toJSONSchema(upload, { io: 'input' }) as { properties?: JsonObject }
  const file = { type: 'array', items: { type: 'string', format: 'binary' }, description: 'The files.' }
  const schema = { type: 'object', properties: { ...fields.properties, file }, required: ['file'] }
  return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
}

function answerOf({ answer, events }: Endpoint, write: SchemaWriter): JsonObject {
  const stream =
    events === undefined
      ? {}
      : {
          'text/event-stream': {
            schema: { type: 'string', description: 'Events; the data of each:' },
            'x-event': write(events, 'output'),
          },
        }
  if (answer === 'nothing') return { description: 'Done' }
  if (answer === 'bytes') {
    return { description: 'The bytes', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
  }
  const json = events === answer ? {} : { 'application/json': { schema: write(answer, 'output') } }
  return { description: 'Done', content: { ...json, ...stream } }
}
