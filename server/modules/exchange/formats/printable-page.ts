import { escapeHtml } from './text-as-html.ts'

const STYLE = `
:root { color-scheme: light; }
body { font: 11pt/1.5 Georgia, "Times New Roman", serif; color: #111; background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6em; line-height: 1.2; } h2 { font-size: 1.2em; margin-top: 1.6em; }
li { margin-bottom: .3em; } ol.letters { list-style-type: upper-alpha; }
ol.items > li { margin-bottom: 1.4em; break-inside: avoid; padding-left: .3em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .3em .8em .3em 0; border-bottom: 1px solid #bbb; }
tr, h2, blockquote { break-inside: avoid; } h2 { break-after: avoid; }
blockquote { margin: .4em 0; padding-inline-start: .8em; border-inline-start: 3px solid #bbb; color: #333; }
.small { font-size: .85em; color: #444; } .lines { border-bottom: 1px solid #999; height: 1.8em; }
.new-page { break-before: page; }
@page { margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
`.trim()

/** Nothing is run and nothing is fetched, wherever the page is opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/** A whole page to be printed, without script, piece by piece. @param body trusted HTML */
export function* printablePage(title: string, language: string | null, body: Iterable<string>): Generator<string> {
  yield [
    '<!doctype html>',
    `<html${language === null ? '' : ` lang="${escapeHtml(language)}"`}>`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>\n${STYLE}\n</style>`,
    '</head>',
    '<body>',
    '',
  ].join('\n')
  for (const piece of body) yield `${piece}\n`
  yield '</body>\n</html>\n'
}
