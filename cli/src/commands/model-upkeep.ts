import type { Model, Precision } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { followModelJob } from '../follow-model-job.ts'
import { sizeText } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

/** Makes a smaller form of a model and shows its card. */
export async function quantizeModel(
  terminal: Terminal,
  id: string,
  precision: Exclude<Precision, 'none'>,
): Promise<number> {
  const model = await withConnection({ ingest: true }, async ({ client }) => {
    const start = async () => await client.quantizeModel(id, { precision })
    await followModelJob(terminal, client, { model: id, title: `${id} → ${precision}`, start })
    return await client.getModel(id)
  })
  terminal.result(model)
  const made = model.installed.find((form) => form.precision === precision)
  terminal.line(`${id} is here as ${precision} (${sizeText(made?.sizeBytes ?? 0)}).`)
  for (const line of tableLines(cardRows(made?.card ?? null))) terminal.line(`  ${line}`)
  return 0
}

function cardRows(card: Model['installed'][number]['card']): string[][] {
  if (card === null) return []
  const { changed, kept } = card.operations
  const { fidelity, speed } = card
  const close = ({ cosineMean, cosineWorst, texts }: NonNullable<typeof fidelity>) =>
    `cosine ${cosineMean.toFixed(4)} mean, ${cosineWorst.toFixed(4)} worst of ${texts} texts`
  return [
    ['Size', `${percent(card.sizeBytes, card.sourceSizeBytes)} of the original`],
    ...(fidelity === null ? [] : [['Fidelity', close(fidelity)]]),
    [
      'Changed',
      Object.entries(changed)
        .map(([operation, count]) => `${count} ${operation}`)
        .join(', '),
    ],
    ...(kept.length === 0 ? [] : [['Kept', kept.map(({ name, reason }) => `${name} (${reason})`).join(', ')]]),
    ...(speed === null
      ? []
      : [
          [
            'Speed',
            `${Math.round(speed.tokensPerSecond)} tokens/s, original ${Math.round(speed.sourceTokensPerSecond)} (${speed.machine})`,
          ],
        ]),
  ]
}

/** Checks files and fidelity. @returns 1 when anything differs */
export async function verifyModel(
  terminal: Terminal,
  id: string,
  options: { readonly precision?: Precision },
): Promise<number> {
  const result = await withConnection({ ingest: false }, async ({ client }) => await client.verifyModel(id, options))
  const { style } = terminal
  const sign = (ok: boolean) => (ok ? style.good('ok   ') : style.bad('wrong'))
  terminal.result(result)
  for (const { path, ok, detail } of result.files) terminal.line(`${sign(ok)} ${path}: ${detail}`)
  for (const { precision, ok, recorded, measured } of result.fidelity) {
    const before = recorded === null ? '' : `, its card says ${recorded.cosineMean.toFixed(4)}`
    const now = `cosine ${measured.cosineMean.toFixed(4)} mean, ${measured.cosineWorst.toFixed(4)} worst`
    terminal.line(`${sign(ok)} ${precision} against the original: ${now}${before}`)
  }
  if (!result.ok) terminal.note(`Download it again: learnpath models pull ${id}`)
  return result.ok ? 0 : 1
}

/** Deletes the files of a model or of one form. */
export async function removeModel(
  terminal: Terminal,
  id: string,
  options: { readonly precision?: Precision },
): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => await client.removeModel(id, options))
  terminal.result({ removed: id, precision: options.precision ?? null })
  terminal.line(`Removed ${id}${options.precision === undefined ? '' : ` as ${options.precision}`}.`)
  return 0
}

/** Measures the forms of a model. */
export async function benchModel(terminal: Terminal, id: string): Promise<number> {
  const bench = await withConnection({ ingest: false }, async ({ client }) => await client.benchModel(id))
  terminal.result(bench)
  const rows = bench.runs.map((run) => [
    run.precision,
    `${run.loadSeconds.toFixed(2)} s to load`,
    `${Math.round(run.tokensPerSecond)} tokens/s`,
    `${run.textsPerSecond.toFixed(1)} texts/s`,
    `${run.queryMs.toFixed(2)} ms a query`,
    sizeText(run.residentBytes),
  ])
  for (const line of tableLines(rows)) terminal.line(line)
  terminal.note(terminal.style.dim(bench.machine))
  return 0
}
