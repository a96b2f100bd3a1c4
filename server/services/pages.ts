import type { Edge } from '../http/edge.ts'
import { openApiOf } from '../http/open-api.ts'
import { PAGE_STYLE } from '../http/page-assets.ts'
import { referencePage } from '../http/reference-page.ts'
import { createWebApp, type WebAppOptions } from '../http/web-app.ts'
import type { IdSource } from '../ports/id-source.ts'

export interface PageDependencies {
  readonly version: string
  readonly idSource: IdSource
  /** Where the build put the web app. */
  readonly webFolder: string
  readonly identityMode: WebAppOptions['identity']
}

const text = (body: string, contentType: string): Response =>
  new Response(body, { headers: { 'content-type': `${contentType}; charset=utf-8` } })

/** The description of everything that is mounted, and the web app. Mounted last. */
export function mountPages(edge: Edge, dependencies: PageDependencies): void {
  let description: ReturnType<typeof openApiOf> | null = null
  const describe = () => (description ??= openApiOf(edge.endpoints, dependencies.version))

  edge.page('/openapi.json', () => text(JSON.stringify(describe(), null, 2), 'application/json'))
  edge.page('/reference', () => referencePage(edge.endpoints, describe()))
  edge.page('/assets/page.css', () => text(PAGE_STYLE, 'text/css'))
  const { webFolder: folder, idSource, identityMode: identity } = dependencies
  const app = createWebApp({ folder, idSource, identity })
  edge.page('/app/*', app)
  for (const path of ['/', '/app']) {
    edge.page(path, () => new Response(null, { status: 302, headers: { location: '/app/' } }))
  }
}
