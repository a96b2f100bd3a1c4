import MarkdownIt from 'markdown-it'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { DocumentBuilder } from './document-builder.ts'
import { MarkdownWalker, hasHtmlText } from './markdown-walker.ts'

const MAX_NESTING = 400
const FRONT_MATTER = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/

const markdown = new MarkdownIt({ html: true, maxNesting: MAX_NESTING })

/** Reads CommonMark with tables, strike-through, foot notes and front matter. Markup is removed; blocks of HTML are read as HTML. */
export async function parseMarkdown(source: string): Promise<ParsedDocument> {
  const frontMatter = FRONT_MATTER.exec(source)
  const tokens = markdown.parse(frontMatter === null ? source : source.slice(frontMatter[0].length), {})
  const needsHtml = tokens.some((token) => token.type === 'html_block' && hasHtmlText(token.content))
  const writeHtml = needsHtml ? (await import('./parse-html.ts')).writeHtmlFragment : undefined
  const builder = new DocumentBuilder()
  new MarkdownWalker(builder, writeHtml).walk(tokens)
  return builder.finish({ format: 'markdown', title: titleOf(frontMatter?.[2] ?? ''), warnings: [] })
}

function titleOf(frontMatter: string): string | null {
  const line = /^title[ \t]*[:=][ \t]*(.+?)[ \t]*$/m.exec(frontMatter)?.[1] ?? ''
  return line.replace(/^(["'])(.*)\1$/, '$2') || null
}
