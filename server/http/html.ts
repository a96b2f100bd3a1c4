/** HTML that is safe to send: made by `html`, which escapes every value that is not itself `Html`. */
export interface Html {
  readonly markup: string
}

type Value = string | number | null | undefined | false | Html | readonly Html[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character)

function markupOf(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}

/** Template tag: html`<p>${text}</p>`. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + markupOf(values[index - 1]) + part) }
}

/** A whole page with the common head. */
export function htmlPage(page: { readonly title: string; readonly body: Html }): Response {
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="/assets/page.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        ${page.body}
      </body>
    </html>`
  return new Response(markup, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}
