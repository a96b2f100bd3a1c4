import { resolve } from 'node:path'
import type { LearnPathClient, Model, ModelList } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { followModelJob } from '../follow-model-job.ts'
import { sizeText } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Lists the models. */
export async function listModels(terminal: Terminal): Promise<number> {
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.listModels())
  const { style } = terminal
  terminal.result(list)
  terminal.line(style.bold('Models'))
  for (const line of tableLines(list.models.map((model) => modelRow(model)))) terminal.line(`  ${line}`)
  terminal.line()
  terminal.line(style.bold('Profiles'))
  for (const line of tableLines(list.profiles.map((profile) => profileRow(profile)))) terminal.line(`  ${line}`)
  terminal.line()
  terminal.line(`Recommended: ${style.bold(list.recommended.profile)}. ${list.recommended.reason}`)
  for (const { file, message } of list.invalid) terminal.note(style.bad(`${file} is left out: ${message}`))
  terminal.note(
    style.dim(`Stored in ${list.folder}. Download: learnpath models pull; choose: learnpath models use MODEL`),
  )
  return 0
}

function modelRow({ manifest, installed, inUse, loaded }: Model): string[] {
  const forms = installed.map(({ precision, sizeBytes }) => {
    const name = precision === 'none' ? 'as delivered' : precision
    return `${name} ${sizeText(sizeBytes)}`
  })
  const states = [...(inUse ? ['in use'] : []), ...(loaded ? ['loaded'] : []), ...forms]
  return [
    manifest.id,
    manifest.task,
    manifest.languages.join(','),
    manifest.license,
    downloadSize(manifest.files),
    states.join(', ') || 'not here',
  ]
}

function downloadSize(files: Model['manifest']['files']): string {
  const known = files.flatMap(({ sizeBytes }) => (sizeBytes === null ? [] : [sizeBytes]))
  if (!files.some(({ role, sizeBytes }) => role === 'weights' && sizeBytes !== null)) return ''
  return sizeText(known.reduce((sum, size) => sum + size, 0))
}

function profileRow({ name, embedder, reranker, description }: ModelList['profiles'][number]): string[] {
  return [name, reranker === null ? embedder : `${embedder} + ${reranker}`, description]
}

/** Downloads models by name or by profile; what suits the library when nothing is named. */
export async function pullModels(
  terminal: Terminal,
  names: readonly string[],
  { wait }: { readonly wait: boolean },
): Promise<number> {
  // The queue must run for an embedded program to download.
  const report = await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const { ids, reason } = await chosenModels(client, names)
    if (reason !== null) terminal.note(reason)
    if (!wait) {
      const jobs = []
      for (const id of ids) jobs.push(await client.pullModel(id))
      if (embedded) terminal.note('They are downloaded the next time LearnPath runs.')
      return { reason, jobs, models: [] }
    }
    const models: Model[] = []
    for (const id of ids) {
      await followModelJob(terminal, client, { model: id, title: id, start: async () => await client.pullModel(id) })
      const model = await client.getModel(id)
      const size = model.installed.find(({ precision }) => precision === 'none')?.sizeBytes ?? 0
      terminal.line(`${id} is here (${sizeText(size)}, ${model.manifest.license}).`)
      models.push(model)
    }
    return { reason, jobs: [], models }
  })
  terminal.result(report)
  if (!wait) terminal.line(`${report.jobs.length} queued.`)
  else terminal.note(terminal.style.dim(hintFor(report.models)))
  return 0
}

function hintFor(models: readonly Model[]): string {
  const idle = models.find(({ inUse }) => !inUse)
  return idle === undefined ? '' : `Search with it: learnpath models use ${idle.manifest.id}`
}

interface ChosenModels {
  readonly ids: readonly string[]
  /** Null when models were named. */
  readonly reason: string | null
}

async function chosenModels(client: LearnPathClient, names: readonly string[]): Promise<ChosenModels> {
  const { profiles, recommended } = await client.listModels()
  const modelsOf = (name: string): string[] => {
    const profile = profiles.find((each) => each.name === name)
    if (profile === undefined) return [name]
    return [profile.embedder, ...(profile.reranker === null ? [] : [profile.reranker])]
  }
  if (names.length > 0) return { ids: [...new Set(names.flatMap((name) => modelsOf(name)))], reason: null }
  const ids = modelsOf(recommended.profile)
  return { ids, reason: `Profile "${recommended.profile}" (${ids.join(', ')}). ${recommended.reason}` }
}

/** Takes a model from a folder. A server that runs is on the same machine: it uses the same data folder. */
export async function importModel(
  terminal: Terminal,
  folder: string,
  { id }: { readonly id?: string },
): Promise<number> {
  const request = { folder: resolve(folder), ...(id === undefined ? {} : { id }) }
  const model = await withConnection({ ingest: false }, async ({ client }) => await client.importModel(request))
  terminal.result(model)
  const { manifest } = model
  terminal.line(`${manifest.id} is here.`)
  for (const line of tableLines(factsOf(model))) terminal.line(`  ${line}`)
  terminal.note(terminal.style.dim(manifest.recommendedUse))
  return 0
}

function factsOf({ manifest }: Model): string[][] {
  const { task, runtime, dimensions, pooling, maximumTokens, languages, license, instructions } = manifest
  const embedder = [
    ['Dimensions', `${dimensions ?? ''}, ${pooling} pooling`],
    ['Before texts', `query: ${JSON.stringify(instructions.query)}, passage: ${JSON.stringify(instructions.passage)}`],
  ]
  return [
    ['Task', `${task === 'embed' ? 'embedder' : 'reranker'} (${runtime})`],
    ...(task === 'embed' ? embedder : []),
    ['Reads', `${maximumTokens} tokens`],
    ['Languages', languages.join(', ')],
    ['Licence', license],
  ]
}
