import { LearnPathError, type Health, type LearnPathClient, type Status } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { sizeText } from '../progress.ts'
import { reportFailure } from '../report-failure.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Prints what is active and how much there is. @returns 1 when a service that would tell it is away: then, which services are there */
export async function showStatus(terminal: Terminal): Promise<number> {
  const told = await withConnection({ ingest: false }, async ({ client, address }) => ({
    ...(await statusOrHealth(client)),
    address,
  }))
  if ('failure' in told) return showHealth(terminal, told)
  terminal.result(told.status)
  for (const line of tableLines(statusRows(told.status))) terminal.line(line)
  return 0
}

const AWAY: ReadonlySet<string> = new Set(['LP_SERVICE_UNAVAILABLE', 'LP_SERVICE_TIMEOUT'])

interface Unwell {
  readonly failure: LearnPathError
  readonly health: Health
}

/** @throws what is wrong other than that a service is away */
async function statusOrHealth(client: LearnPathClient): Promise<{ readonly status: Status } | Unwell> {
  try {
    return { status: await client.status() }
  } catch (failure) {
    if (!(failure instanceof LearnPathError) || !AWAY.has(failure.code)) throw failure
    return { failure, health: await client.call('ready') }
  }
}

function showHealth(terminal: Terminal, { failure, health, address }: Unwell & { readonly address: string }): number {
  const { version, checks } = health
  const rows = [
    ...(version === undefined ? [] : [['Version', version]]),
    ['Server', address],
    ...Object.entries(checks).map(([service, state]) => [`Service ${service}`, state]),
  ]
  for (const line of tableLines(rows)) terminal.line(line)
  reportFailure(terminal, failure, { url: address, health })
  terminal.note('"learnpath doctor" tells what does not work meanwhile, and what to start.')
  return 1
}

function statusRows(current: Status): string[][] {
  const { documents, engines, index, watches } = current
  return [
    ['Version', current.version],
    ['Data folder', current.home],
    ['Server', current.url ?? 'not running (looked at directly)'],
    [
      'Documents',
      `${documents.searchable} of ${documents.total} can be searched, ${documents.queued + documents.processing} wait, ${documents.failed} failed`,
    ],
    [
      'Collections',
      current.collections.map(({ name, documentCount }) => `${name} (${documentCount})`).join(', ') || 'none',
    ],
    [
      'Languages',
      Object.entries(current.languages)
        .map(([language, count]) => `${language} (${count})`)
        .join(', ') || 'none',
    ],
    [
      'Search',
      `${engines.search}, ${index.chunks} passages, ${sizeText(index.sizeBytes)}, ${index.lag === 0 ? 'up to date' : `${index.lag} changes behind`}`,
    ],
    ['Meaning', semanticText(current)],
    ['Reranker', current.inference.reranker ?? 'none'],
    ['Models loaded', loadedText(current)],
    ['Answers', engines.answer],
    ['OCR', engines.ocr ?? 'tesseract is not installed'],
    ['Watched', watches.map(({ folder, state }) => `${folder} (${state})`).join(', ') || 'no folder'],
    ['Memory', sizeText(current.memory.residentBytes)],
  ]
}

function semanticText({ generations, inference }: Status): string {
  const serving = generations.find(({ state }) => state === 'serving')
  const building = generations.find(({ state }) => state === 'building')
  const parts = [
    ...(serving === undefined ? [] : [`${serving.model} ${serving.precision}, ${vectorsText(serving)}`]),
    ...(building === undefined
      ? []
      : [`${building.model} ${building.precision} is being built, ${vectorsText(building)}`]),
  ]
  if (parts.length > 0) return parts.join('; ')
  const { profile, reason } = inference.recommended
  return `no model; "learnpath models pull ${profile}" suits this library: ${reason}`
}

const vectorsText = ({ chunks, failure }: Status['generations'][number]): string =>
  `${chunks.done} of ${chunks.total} passages${failure === null ? '' : ` (${failure.message})`}`

function loadedText({ inference: { loaded, provider, threads } }: Status): string {
  const models = loaded.map(({ model, precision }) => `${model} ${precision}`).join(', ')
  return `${models || 'none'} (${provider}, ${threads} at a time)`
}
