const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML and XML, in elements and in attributes. Characters that XML does not allow are left out. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

/* oxlint-disable no-control-regex -- it is control characters that XML forbids */
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
/* oxlint-enable no-control-regex */

/** Text as HTML that looks the same: line breaks and runs of spaces are kept. */
export const textAsHtml = (text: string): string =>
  escapeHtml(text)
    .replaceAll(/\r\n?|\n/g, '<br>')
    .replaceAll(/ (?= )|(?<=<br>) /g, '&nbsp;')

/** As `textAsHtml`, with formulas of `$…$` and `$$…$$` in the delimiters that MathJax reads in Anki and Moodle. */
export const textAsMathHtml = (text: string): string => textAsHtml(withMathDelimiters(text))

/**
 * A pair of dollars is a formula when no space stands inside the pair, no digit after it, and it holds something that prose does not:
 * `$x^2$` is one, "$5 and $6" is none.
 */
export const withMathDelimiters = (text: string): string =>
  text
    .replaceAll(/\$\$([^$]+)\$\$/g, (_, formula: string) => `\\[${formula}\\]`)
    .replaceAll(
      /(?<![\\$])\$(?=[^\s$])([^$\n]*[\\^_{}=+][^$\n]*)(?<=[^\s\\])\$(?![\d$])/g,
      (_, formula: string) => `\\(${formula}\\)`,
    )
