/** Words of a Markdown source: what only marks it up (fences' languages, link targets, list numbers, tags, escapes) is left out. */
export function plainTextOfMarkdown(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/^(\s*(?:```|~~~)).*$/gm, '$1')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, ' $1 ')
    .replace(/\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g, ' ')
    .replace(/^\s{0,3}\[[^\]]+\]:\s+\S+.*$/gm, ' ')
    .replace(/<\/?[a-zA-Z][^<>]*>/g, '')
    .replace(/^(\s*(?:>\s*)*)\d{1,3}[.)]\s/gm, '$1 ')
    .replace(/\|\s*\d{1,2}[.)]\s/g, '| ')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/(?<![\p{L}\p{N}])[*_]{1,3}|[*_]{1,3}(?![\p{L}\p{N}])|\*+/gu, '')
    .replace(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? ' ')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
}
