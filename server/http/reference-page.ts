import { ERRORS, type Endpoint } from '@learnpath/contracts'
import { html, htmlPage, type Html } from './html.ts'

type JsonObject = Readonly<Record<string, unknown>>

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> }
}

/** The OpenAPI description for people: every address, schema and error on one page that works without script. */
export function referencePage(endpoints: readonly Endpoint[], description: JsonObject): Response {
  const { paths, components } = description as unknown as Description
  const tags = [...new Set(endpoints.map(({ tag }) => tag))]
  const body = html` <header class="bar">
      <a class="brand" href="/">LearnPath</a>
      <nav><a href="/openapi.json">OpenAPI description</a></nav>
    </header>
    <main class="wide">
      <h1>HTTP interface</h1>
      <p>
        Every address takes and gives JSON unless it says otherwise. An error is
        <code>application/problem+json</code> with a code of the table below.
      </p>
      ${tags.map(
        (tag) =>
          html`<section>
            <h2>${tag}</h2>
            ${endpoints
              .filter((endpoint) => endpoint.tag === tag)
              .map((endpoint) => operation(endpoint, paths[endpoint.path]?.[endpoint.method.toLowerCase()] ?? {}))}
          </section>`,
      )}
      <section>
        <h2 id="schemas">Schemas</h2>
        ${Object.entries(components.schemas).map(
          ([name, schema]) =>
            html`<details id="schema-${name}">
              <summary><code>${name}</code></summary>
              <pre>${linked(schema)}</pre>
            </details>`,
        )}
      </section>
      <section>
        <h2 id="errors">Errors</h2>
        ${errorTable()}
      </section>
    </main>`
  return htmlPage({ title: 'LearnPath HTTP interface', body })
}

function operation(endpoint: Endpoint, { parameters, requestBody, responses }: JsonObject): Html {
  return html`<details>
    <summary>
      <b class="method">${endpoint.method}</b> <code>${endpoint.path}</code> <span>${endpoint.summary}</span>
    </summary>
    ${part('Parameters', parameters)} ${part('Request body', (requestBody as JsonObject | undefined)?.['content'])}
    ${part(`Answer (${endpoint.status})`, (responses as JsonObject | undefined)?.[String(endpoint.status)])}
    ${
      endpoint.errors.length > 0 &&
      html`<h3>Errors</h3>
        <p>${endpoint.errors.map((code) => html`<a href="#${code}"><code>${code}</code></a> `)}</p>`
    }
    <h3>Try it</h3>
    <pre>${curlOf(endpoint)}</pre>
  </details>`
}

function part(title: string, value: unknown): Html | null {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null
  return html`<h3>${title}</h3>
    <pre>${linked(value)}</pre>`
}

/** JSON with a link at every reference to a schema. */
function linked(value: unknown): readonly Html[] {
  const pieces = JSON.stringify(value, null, 2).split(/"#\/components\/schemas\/(\w+)"/)
  return pieces.map((piece, index) =>
    index % 2 === 0 ? html`${piece}` : html`<a href="#schema-${piece}">${piece}</a>`,
  )
}

function curlOf(endpoint: Endpoint): string {
  const method = endpoint.method === 'GET' ? '' : ` -X ${endpoint.method}`
  const stream = endpoint.events === undefined ? '' : " -N -H 'Accept: text/event-stream'"
  const body =
    endpoint.body === undefined ? '' : ` -H 'Content-Type: application/json' -d '${EXAMPLES[endpoint.path] ?? '{}'}'`
  const upload = endpoint.upload === undefined ? '' : ' -F collection=library -F file=@notes.md'
  const query = endpoint.path === '/search' && endpoint.method === 'GET' ? '?q=tides' : ''
  return `curl${method}${stream}${body}${upload} http://127.0.0.1:8080${endpoint.path}${query}`
}

const EXAMPLES: Readonly<Record<string, string>> = {
  '/search': '{"query": "\\"high tide\\" -moon", "limit": 5}',
  '/ask': '{"question": "What causes the tides?"}',
  '/collections': '{"name": "physics"}',
  '/watches': '{"folder": "/home/me/notes"}',
  '/backup': '{"file": "/home/me/learnpath-backup.db"}',
  '/models/import': '{"folder": "/media/stick/multilingual-e5-small"}',
  '/models/{id}/quantize': '{"precision": "int8"}',
  '/generations': '{"model": "multilingual-e5-small"}',
  '/generations/plan': '{"model": "multilingual-e5-small"}',
  '/reranker': '{"model": "ms-marco-minilm-l-6-v2"}',
  '/embed': '{"texts": ["The moon causes the tides."], "instruction": "passage"}',
  '/rerank': '{"query": "What causes the tides?", "texts": ["The moon does.", "Bread needs yeast."]}',
  '/v1/embeddings': '{"model": "multilingual-e5-small", "input": "The moon causes the tides."}',
  '/v1/chat/completions': '{"model": "learnpath", "messages": [{"role": "user", "content": "What causes the tides?"}]}',
  '/documents/{id}': '{"tags": ["exam"]}',
}

function errorTable(): Html {
  return html`<table>
    <thead>
      <tr>
        <th>Code</th>
        <th>Status</th>
        <th>Meaning</th>
        <th>What to do</th>
        <th>Retry</th>
      </tr>
    </thead>
    <tbody>
      ${Object.entries(ERRORS).map(
        ([code, { status, title, advice, retry }]) =>
          html`<tr id="${code}">
            <td><code>${code}</code></td>
            <td>${status}</td>
            <td>${title}</td>
            <td>${advice}</td>
            <td>${retry ? 'yes' : 'no'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}
