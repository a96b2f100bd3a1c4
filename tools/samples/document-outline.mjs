// The little Markdown that sample sources use, as blocks: headings, paragraphs, lists, tables, page breaks, **bold**.

/**
 * @typedef {{ text: string, bold: boolean }} Run
 * @typedef {{ kind: 'heading', level: number, runs: Run[] } | { kind: 'paragraph', runs: Run[] }
 *   | { kind: 'bullet', runs: Run[] } | { kind: 'step', number: number, runs: Run[] }
 *   | { kind: 'table', rows: string[][] } | { kind: 'page-break' }} OutlineBlock
 */

/** @param {string} text @returns {Run[]} */
function runsOf(text) {
  return text
    .split('**')
    .map((part, index) => ({ text: part, bold: index % 2 === 1 }))
    .filter((run) => run.text !== '')
}

/** @param {string} source @returns {OutlineBlock[]} */
export function outlineOf(source) {
  return source
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph) => blocksOf(paragraph.split('\n')))
}

/** @param {string[]} lines lines without a blank one between them @returns {OutlineBlock[]} */
function blocksOf(lines) {
  const first = lines[0] ?? ''
  if (first === '---') return [{ kind: 'page-break' }]
  const heading = /^(#+) (.*)$/.exec(first)
  if (heading) return [{ kind: 'heading', level: heading[1].length, runs: runsOf(heading[2]) }]
  if (first.startsWith('|')) return [{ kind: 'table', rows: lines.map(cellsOf) }]
  const items = lines.join('\n').split(/\n(?=- |\d+[.] )/)
  return items.map((item) => {
    const text = item.replaceAll(/\n\s*/g, ' ')
    const step = /^(\d+)[.] (.*)$/.exec(text)
    if (step) return { kind: 'step', number: Number(step[1]), runs: runsOf(step[2]) }
    if (text.startsWith('- ')) return { kind: 'bullet', runs: runsOf(text.slice(2)) }
    return { kind: 'paragraph', runs: runsOf(text) }
  })
}

const cellsOf = (row) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
