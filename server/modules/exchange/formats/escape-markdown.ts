/** Text that Markdown shows as it is. Formulas between dollars stay, as many programs set them. */
export const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>|~]/g, String.raw`\$&`)
    .replaceAll(/^([^\S\n]*)([#+-]|=+)(?=\s|$)/gm, String.raw`$1\$2`)
    .replaceAll(/^([^\S\n]*\d+)([.)])(?=\s|$)/gm, String.raw`$1\$2`)
    .replaceAll('&', '&amp;')
    .replaceAll('\n', '  \n')

/** A link, or the bare label when there is nothing to link to. */
export const markdownLink = (label: string, href: string | null): string =>
  href === null
    ? escapeMarkdown(label)
    : `[${escapeMarkdown(label)}](<${href.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`
