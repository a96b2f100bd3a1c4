/** Text as it is, whatever signs are in it: on one line. */
export const plainMarkdown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|~#]/g, String.raw`\$&`)
    .replace(/^([-+=])/, String.raw`\$1`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`)

/** Sentences of documents: each line by itself. */
export const plainLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => plainMarkdown(line))
    .join('\n')

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/

/**
 * What a model wrote keeps its lists, emphasis and code, but nothing that would load something or lead elsewhere when it is shown: what
 * a document says may have become part of it.
 */
export function harmlessMarkdown(text: string): string {
  return text
    .split(CODE)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll('<', String.raw`\<`).replaceAll(/\](?=[(:[])/g, ']\\'),
    )
    .join('')
}
