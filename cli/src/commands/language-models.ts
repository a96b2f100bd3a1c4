import type { LanguageModel, LanguageModelList } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { sizeText } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const EXTRACTIVE = 'extractive'
/** As LEARNPATH_CHAT_MODELS says. */
const SETTINGS = 'settings'

/** Lists what is connected and who answers. */
export async function listLanguageModels(terminal: Terminal): Promise<number> {
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.call('listLanguageModels'))
  tellList(terminal, list)
  return 0
}

/** Chooses who answers. */
export async function useLanguageModels(terminal: Terminal, ids: readonly string[]): Promise<number> {
  const chain = ids.length === 1 && ids[0] === SETTINGS ? null : ids.filter((id) => id !== EXTRACTIVE)
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('chooseLanguageModels', { body: { chain } }),
  )
  terminal.result(list)
  tellChain(terminal, list)
  const known = new Set(list.models.map(({ id }) => id))
  const silent = new Set(list.sources.flatMap(({ engine, failure }) => (failure === null ? [] : [engine as string])))
  const missing = list.chain.filter((id) => id !== EXTRACTIVE && !known.has(id) && !silent.has(engineOf(id)))
  for (const id of missing) terminal.note(terminal.style.bad(`${id} is not there yet: its engine does not list it.`))
  tellFailures(terminal, list)
  return 0
}

/** Brings a model into memory. */
export async function loadLanguageModel(terminal: Terminal, id: string): Promise<number> {
  const { list, isAlone } = await withConnection({ ingest: false }, async ({ client, embedded }) => ({
    list: await client.call('loadLanguageModel', { body: { model: id } }),
    isAlone: embedded,
  }))
  terminal.result(list)
  const loaded = list.models.find((model) => model.id === id)?.loaded ?? null
  terminal.line(loaded === null ? `${id} can be used.` : `${id} is in memory: ${memoryText(loaded)}.`)
  if (isAlone && engineOf(id) === 'gguf') {
    terminal.note('No server runs, so it leaves memory again with this command. Start one: learnpath serve')
  }
  return 0
}

/** Takes a model out of memory. */
export async function unloadLanguageModel(terminal: Terminal, id: string): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('unloadLanguageModel', { body: { model: id } }),
  )
  terminal.result(list)
  terminal.line(`${id} is not in memory any more, as far as its engine tells.`)
  return 0
}

const engineOf = (id: string): string => id.split(':', 1)[0] ?? ''

function tellList(terminal: Terminal, list: LanguageModelList): void {
  const { style } = terminal
  terminal.result(list)
  tellChain(terminal, list)
  terminal.line()
  terminal.line(style.bold('Connected'))
  const places = list.sources.map(({ engine, place, failure }) => [
    engine,
    place,
    failure === null ? countText(list.models.filter((model) => model.engine === engine).length) : 'not reached',
  ])
  for (const line of tableLines(places)) terminal.line(`  ${line}`)
  if (list.models.length > 0) {
    terminal.line()
    terminal.line(style.bold('Models'))
    for (const line of tableLines(list.models.map((model) => modelRow(model)))) terminal.line(`  ${line}`)
  }
  tellFailures(terminal, list)
  terminal.note(
    style.dim('Choose: learnpath language-models use MODEL…; connect: LEARNPATH_OLLAMA_URL, LEARNPATH_OPENAI_URL'),
  )
}

const countText = (count: number): string => (count === 1 ? '1 model' : `${count} models`)

const WHO_CHOSE: Readonly<Record<LanguageModelList['chosenBy'], string>> = {
  nobody: 'nobody has chosen a language model',
  settings: 'as LEARNPATH_CHAT_MODELS says',
  person: 'as chosen',
}

function tellChain(terminal: Terminal, { chain, chosenBy }: LanguageModelList): void {
  const { style } = terminal
  const names = chain.map((id) => (id === EXTRACTIVE ? 'sentences of the documents' : id))
  terminal.line(`Answers: ${style.bold(names.join(', then '))} ${style.dim(`(${WHO_CHOSE[chosenBy]})`)}`)
}

function tellFailures(terminal: Terminal, { sources }: LanguageModelList): void {
  for (const { failure } of sources) {
    if (failure === null) continue
    terminal.note(terminal.style.bad(failure.message))
    terminal.note(`${failure.advice} [${failure.code}]`)
  }
}

function modelRow({ id, sizeBytes, parameters, quantization, loaded }: LanguageModel): string[] {
  return [
    id,
    parameters ?? '',
    quantization ?? '',
    sizeBytes === null ? '' : sizeText(sizeBytes),
    loaded === null ? '' : `in memory: ${memoryText(loaded)}`,
  ]
}

function memoryText({ sizeBytes, vramBytes, contextTokens }: NonNullable<LanguageModel['loaded']>): string {
  return [
    sizeText(sizeBytes),
    ...(vramBytes === null || vramBytes === 0 ? [] : [`${sizeText(vramBytes)} on the graphics card`]),
    ...(contextTokens === null ? [] : [`${contextTokens} tokens of context`]),
  ].join(', ')
}
