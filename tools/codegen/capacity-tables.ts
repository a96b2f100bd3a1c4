// `npx tsx tools/codegen/capacity-tables.ts`: fills the tables of docs/explanation/capacity.md with the figures of bench/results.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const PAGE = new URL('../../docs/explanation/capacity.md', import.meta.url)

interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
}

/** Null before the benchmark was run. */
function figuresOf(benchmark: string): readonly Figure[] | null {
  const file = new URL(`../../bench/results/${benchmark}.json`, import.meta.url)
  if (!existsSync(file)) return null
  return (JSON.parse(readFileSync(file, 'utf8')) as { measurements: Figure[] }).measurements
}

/** Figures named `column<separator>row`, as a table with a column for each. */
function tableOf(benchmark: string, separator: string): string {
  const figures = figuresOf(benchmark)
  if (figures === null) return `Not measured yet: \`npm run bench -- ${benchmark}\`.`
  const columns = new Set<string>()
  const rows = new Map<string, Map<string, string>>()
  for (const { name, value, unit } of figures) {
    const at = name.indexOf(separator)
    if (at < 0) continue
    const column = name.slice(0, at)
    const row = `${name.slice(at + separator.length)} (${unit})`
    columns.add(column)
    const cells = rows.get(row) ?? new Map<string, string>()
    rows.set(row, cells.set(column, String(Number(value.toPrecision(3)))))
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const names = [...columns]
  return [
    line(['', ...names]),
    line(['---', ...names.map(() => '---:')]),
    ...[...rows].map(([row, cells]) => line([row, ...names.map((name) => cells.get(name) ?? '')])),
  ].join('\n')
}

const TABLES = {
  growth: tableOf('growth', ': '),
  'load-scaled': tableOf('load-scaled', ': '),
  soak: tableOf('soak', ', '),
}
let page = readFileSync(PAGE, 'utf8')
for (const [name, table] of Object.entries(TABLES)) {
  const [from, to] = [`<!-- table ${name} -->`, `<!-- end ${name} -->`]
  const [start, end] = [page.indexOf(from), page.indexOf(to)]
  if (start < 0 || end < start) throw new TypeError(`the page has no place for the table ${name}`)
  page = `${page.slice(0, start + from.length)}\n\n${table}\n\n${page.slice(end)}`
}
writeFileSync(PAGE, page)
